import type { OnlineKey, Plan } from '../../src/ceremony/plan.ts';
import { onlineKeysOf } from '../../src/ceremony/roster.ts';
import type { TranscriptRecord } from '../../src/ceremony/record.ts';
import type { Serial } from '../../src/ceremony/serial.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { publicKeyFromPem, type PublicKey, type SpkiDigest } from '../../src/keys/public-key.ts';
import { within } from '../ceremonies/directory.ts';
import { FolderError } from '../ceremonies/folder-error.ts';
import { readAt } from '../ceremonies/path-in-folder.ts';
import type { ReadableFolder } from '../ceremonies/readable-folder.ts';

/** Most bytes of a key file. */
export const longestKeyFile = 64 * 1024;
const keyFile = /^keys\/([A-Za-z0-9-]+)\/\1_pubkey\.pem$/;

/** The exported key of one participant, or an online key, read from the folder now. */
export interface HeldKey {
  /** The id in the plan. */
  readonly participant: string;
  readonly name: string;
  /** The token's serial; the id in the plan for an online key in a file. */
  readonly serial: string;
  readonly publicKey: PublicKey;
  /** False where the plan's serial alone says whose key it is, and its token has exported further keys. */
  readonly certain: boolean;
}

/**
 * The keys that participants have exported into this folder: by the record of the export where there is one, by what
 * came with their bundle, or by the serial that the plan names. What the disk holds now counts; where a record says
 * another digest, nothing is taken.
 * @throws FolderError `folder.changed` for a key file that is not the one that was exported; KeyError
 */
export async function heldKeys(folder: ReadableFolder): Promise<readonly HeldKey[]> {
  const held: HeldKey[] = [];
  const folders = await keyFolders(folder);
  for (const { id, name, token } of folder.plan.participants) {
    const place = exportPlace(folder.plan, folder.records, id, token);
    if (place === null) continue;
    const bytes = await readAt(folder.directory, place.path, longestKeyFile);
    if (bytes === null) continue;
    const publicKey = publicKeyFromPem(fromUtf8(bytes), place.path);
    if (place.spki !== null && place.spki !== publicKey.digest) throw changed(place.path);
    const { serial } = place;
    const certain = !place.guessed || !folders.some((other) => other.startsWith(`${serial}-`));
    held.push({ participant: id, name, serial, publicKey, certain });
  }
  for (const online of onlineKeysOf(folder.plan)) {
    const key = await onlineKey(folder, online);
    if (key !== null) held.push(key);
  }
  return held;
}

/** An online key's public half lies under its token's serial, or under its id in the plan; the plan's digest counts. */
async function onlineKey(folder: ReadableFolder, online: OnlineKey): Promise<HeldKey | null> {
  const name = online.kind === 'token' && online.token !== 'practice' ? online.token : online.id;
  const path = `keys/${name}/${name}_pubkey.pem`;
  const bytes = await readAt(folder.directory, path, longestKeyFile);
  if (bytes === null) return null;
  const publicKey = publicKeyFromPem(fromUtf8(bytes), path);
  if (online.spkiSha256 !== undefined && online.spkiSha256 !== publicKey.digest)
    throw changed(path);
  const certain = online.spkiSha256 !== undefined;
  return { participant: online.id, name: online.id, serial: name, publicKey, certain };
}

/** The public keys of these, by participant. */
export function keysByParticipant(held: readonly HeldKey[]): ReadonlyMap<string, PublicKey> {
  return new Map(held.map(({ participant, publicKey }) => [participant, publicKey]));
}

/** Who holds a public key, by name. */
export function nameOfKey(held: readonly HeldKey[]): (spki: SpkiDigest) => string | null {
  return (spki) => held.find(({ publicKey }) => publicKey.digest === spki)?.name ?? null;
}

interface ExportPlace {
  readonly path: string;
  readonly serial: string;
  readonly spki: SpkiDigest | null;
  /** No record says so: the plan's serial does. */
  readonly guessed: boolean;
}

function exportPlace(
  plan: Plan,
  records: readonly TranscriptRecord[],
  id: string,
  token: Serial | 'practice' | undefined,
): ExportPlace | null {
  const written = records.findLast(
    (record) =>
      record.kind === 'export.written' && record.participant === id && record.plan === plan.sha256,
  );
  if (written?.kind === 'export.written') {
    const { serial, spki, files } = written.data;
    const file = files.find(({ path }) => keyFile.test(path));
    if (file !== undefined) return { path: file.path, serial, spki, guessed: false };
  }
  const brought = broughtKey(records, id, token);
  if (brought !== null) return brought;
  if (token === undefined || token === 'practice') return null;
  return { path: `keys/${token}/${token}_pubkey.pem`, serial: token, spki: null, guessed: true };
}

/**
 * The last key file that came with a bundle of this person. A bundle only says of itself whose it is, so its key counts
 * under the serial that the plan has for this person, and under no other.
 */
function broughtKey(
  records: readonly TranscriptRecord[],
  id: string,
  token: Serial | 'practice' | undefined,
): ExportPlace | null {
  const paths = records.flatMap((record) =>
    (record.kind === 'bundle.taken' || record.kind === 'work.taken') && record.data.from === id
      ? record.data.added.map(({ path }) => path)
      : [],
  );
  for (const path of paths.toReversed()) {
    const serial = keyFile.exec(path)?.[1];
    if (serial === undefined || !isOfToken(serial, token)) continue;
    return { path, serial, spki: null, guessed: false };
  }
  return null;
}

/** Where a token has exported further keys, the first 8 digits of the public key's digest follow its serial. */
function isOfToken(name: string, token: Serial | 'practice' | undefined): boolean {
  if (token === undefined || token === 'practice') return token === 'practice';
  return name === token || (name.startsWith(`${token}-`) && name.length === token.length + 9);
}

async function keyFolders({ directory }: ReadableFolder): Promise<readonly string[]> {
  if ((await directory.kindOf('keys')) !== 'folder') return [];
  const entries = await within(directory.open('keys'), (keys) => keys.entries());
  return entries.map(({ name }) => name);
}

function changed(path: string): FolderError {
  return new FolderError('folder.changed', 'the key file is not the one that was exported', {
    place: path,
    expected: 'the key that the record or the plan names',
    found: 'another key',
    hint: 'Find out who changed the file. Export the key again from its token.',
    notDone: ['Nothing was staged or signed.'],
  });
}
