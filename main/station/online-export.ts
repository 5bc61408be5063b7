import { basename, join, resolve, sep } from 'node:path';
import type { OnlineKey } from '../../src/ceremony/plan.ts';
import { onlineKeysOf, schemeOf } from '../../src/ceremony/roster.ts';
import { parseSerial } from '../../src/ceremony/serial.ts';
import { fromHex } from '../../src/encoding/hex.ts';
import { publicKeyFromSpki, type PublicKey } from '../../src/keys/public-key.ts';
import { readChosenFile } from '../ceremonies/chosen-file.ts';
import { within } from '../ceremonies/directory.ts';
import { createFile, readBack } from '../ceremonies/durable-file.ts';
import { exportKey } from '../ceremonies/key-files.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';
import { OnlineKeyError } from '../online/online-key-error.ts';
import {
  longestOnlineKey,
  makeOnlineKey,
  onlineSchemes,
  type OnlineScheme,
  parseOnlineKey,
} from '../online/online-key-file.ts';
import type { TokenListing } from '../tokens/token.ts';
import { heldKeys } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';

/** Where the public half of an online key comes from: a key file, or the tokens that are plugged in. */
export type OnlineSource =
  { readonly file: string } | { readonly listings: () => Promise<readonly TokenListing[]> };

/**
 * Writes the public half of an online key into the ceremony, where the root is built from.
 * @throws OnlineKeyError `online.not-planned` for another key than the plan names, one of another mode, or a key file
 *   inside the ceremony folder; FolderError
 */
export async function exportOnlineKey(
  ceremony: OpenCeremony,
  id: string,
  source: OnlineSource,
): Promise<PublicKey> {
  const planned = plannedKey(ceremony, id);
  if ((planned.kind === 'file') !== 'file' in source)
    throw refused(
      planned.kind === 'file'
        ? 'the plan has this key in a file'
        : 'the plan has this key on a token',
      planned.kind === 'file' ? 'a key file' : 'the token of the plan',
      planned.kind === 'file' ? 'Name the key file.' : 'Plug in the token, and name no file.',
    );
  const publicKey =
    'file' in source
      ? await keyInFile(ceremony, source.file)
      : keyOnToken(await source.listings(), planned);
  if (planned.spkiSha256 !== undefined && planned.spkiSha256 !== publicKey.digest)
    throw refused(
      'the plan names another key under this id',
      `key ${planned.spkiSha256.slice(0, 16)}`,
      'Choose the key of this plan.',
      `key ${publicKey.digest.slice(0, 16)}`,
    );
  // The place where it is looked for: a token's serial, or the id.
  const name = planned.kind === 'token' && planned.token !== 'practice' ? planned.token : id;
  const serial = parseSerial(name, 'the plan');
  const none = { keyCertificate: null, deviceCertificate: null };
  const files = await exportKey(ceremony.folder, { serial, publicKey, ...none });
  await ceremony.append({
    kind: 'export.written',
    participant: null,
    data: { serial, spki: publicKey.digest, files: files.map(({ fact }) => fact) },
  });
  return publicKey;
}

/** The key can be made here: the plan has it in a file, names no digest of it, and no public half of it is here. */
export async function canMake(ceremony: OpenCeremony, planned: OnlineKey): Promise<boolean> {
  if (planned.kind !== 'file' || planned.spkiSha256 !== undefined) return false;
  return (await heldKeys(ceremony.folder)).every(({ participant }) => participant !== planned.id);
}

/**
 * Makes the key of this id in a new file, encrypted with the passphrase, and exports its public half. The file is read
 * back; one of this name is never replaced.
 * @param folder outside of every ceremony folder
 * @returns the name of the file
 * @throws OnlineKeyError `online.passphrase`, `online.not-planned`; FolderError `folder.exists`
 */
export async function makeOnlineKeyFile(
  ceremony: OpenCeremony,
  id: string,
  folder: string,
  passphrase: string,
): Promise<string> {
  const planned = plannedKey(ceremony, id);
  if (!(await canMake(ceremony, planned)))
    throw refused(
      'this key is not made here',
      'a key in a file, without a digest in the plan, that is not here yet',
      'A real ceremony names the digest, so its key is made before: station online-key new.',
    );
  const file = join(folder, `${id}.online-key.json`);
  requireOutside(ceremony, file);
  const bytes = await makeOnlineKey(ceremony.plan.mode, madeScheme(ceremony, id), passphrase);
  await within(openDirectory(folder), async (directory) => {
    await createFile(directory, basename(file), bytes);
    await readBack(directory, basename(file), bytes);
  });
  await exportOnlineKey(ceremony, id, { file });
  return basename(file);
}

function plannedKey({ plan }: OpenCeremony, id: string): OnlineKey {
  const planned = onlineKeysOf(plan).find((one) => one.id === id);
  if (planned !== undefined) return planned;
  throw refused(
    'the plan has no online key of this id',
    onlineKeysOf(plan)
      .map((one) => one.id)
      .join(', ') || 'none',
    'Use an id of the plan.',
  );
}

function madeScheme({ plan }: OpenCeremony, id: string): OnlineScheme {
  const wanted = schemeOf(plan, id);
  const found = onlineSchemes.find((one) => one === wanted);
  if (found !== undefined) return found;
  throw refused(
    'the station makes no key file of this scheme',
    onlineSchemes.join(', '),
    'Name another scheme in the plan, or have the key on a token.',
    wanted,
  );
}

async function keyInFile(ceremony: OpenCeremony, path: string): Promise<PublicKey> {
  requireOutside(ceremony, path);
  const bytes = await readChosenFile(path, longestOnlineKey);
  const { mode, publicKey } = parseOnlineKey(bytes, basename(path));
  if (mode === ceremony.plan.mode) return publicKey;
  throw refused(
    mode === 'real'
      ? 'this key is real, and the plan is a rehearsal'
      : 'this key is for rehearsals only',
    mode === 'real' ? 'a practice key' : 'a key that counts',
    'Choose the key file of this plan.',
  );
}

function requireOutside({ folder }: OpenCeremony, path: string): void {
  if (!`${resolve(path)}${sep}`.startsWith(`${resolve(folder.path)}${sep}`)) return;
  throw refused(
    'the key file lies in the ceremony folder, which others get; move it out',
    'a folder outside of the ceremony',
    'Choose another folder, and keep it there.',
  );
}

function keyOnToken(
  listings: readonly TokenListing[],
  planned: OnlineKey & { readonly token?: string },
): PublicKey {
  const serial = planned.token ?? '';
  const keys = listings
    .flatMap(({ tokens }) => tokens)
    .filter((token) => token.ref !== null && String(token.serial) === serial)
    .flatMap((token) => token.keys)
    .filter((key) => planned.spkiSha256 === undefined || key.spkiDigest === planned.spkiSha256);
  const [only, another] = keys;
  if (only?.spki != null && another === undefined)
    return publicKeyFromSpki(fromHex(only.spki), `token ${serial}`);
  throw another === undefined
    ? refused('no token with this key is plugged in', `token ${serial}`, 'Plug it in.', 'none')
    : refused(
        'the token has several keys',
        'one key, or its digest in the plan',
        'Have the plan name one by spkiSha256.',
        `${keys.length} keys`,
      );
}

function refused(
  message: string,
  expected: string,
  hint: string,
  found = 'something else',
): OnlineKeyError {
  return new OnlineKeyError('online.not-planned', message, {
    expected,
    found,
    hint,
    notDone: ['Nothing was written into the ceremony.'],
  });
}
