import { StationError } from '../../src/encoding/station-error.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { publicKeyFromPem, type PublicKey } from '../../src/keys/public-key.ts';
import { parseMetadata, type Metadata } from '../../src/tuf/metadata.ts';
import { within } from './directory.ts';
import { keysKnownTo } from './known-keys.ts';
import { readAt } from './path-in-folder.ts';
import type { ReadableFolder } from './readable-folder.ts';
import { longestMetadata } from './staged-file.ts';

const longestKeyFile = 64 * 1024;
const mostStages = 32;

/** A public key of the ceremony, and the name of its folder below `keys/` if it has one. */
export interface KnownSigner {
  readonly publicKey: PublicKey;
  readonly folder: string | null;
}

/** Every public key that lies below `keys/` or stands in a root or delegation of this folder, each once. */
export async function knownSigners(folder: ReadableFolder): Promise<readonly KnownSigner[]> {
  const signers = new Map<string, KnownSigner>();
  for (const name of await keyFolders(folder)) {
    const path = `keys/${name}/${name}_pubkey.pem`;
    const bytes = await readAt(folder.directory, path, longestKeyFile);
    const publicKey = bytes === null ? null : readKey(bytes, path);
    if (publicKey !== null && !signers.has(publicKey.digest))
      signers.set(publicKey.digest, { publicKey, folder: name });
  }
  for (const { publicKey } of await keysKnownTo(folder)) {
    if (!signers.has(publicKey.digest)) signers.set(publicKey.digest, { publicKey, folder: null });
  }
  return [...signers.values()];
}

/** What was staged under this name before, as far as it is kept and can be read. */
export async function earlierStages(
  folder: ReadableFolder,
  name: string,
): Promise<readonly Metadata[]> {
  if ((await folder.directory.kindOf('replaced')) !== 'folder') return [];
  const names = await within(folder.directory.open('replaced'), async (replaced) => {
    if ((await replaced.kindOf('staged')) !== 'folder') return [];
    return within(replaced.open('staged'), (staged) => staged.entries());
  });
  const paths = names
    .filter((entry) => entry.kind === 'file' && entry.name.endsWith(`.${name}`))
    .map((entry) => `replaced/staged/${entry.name}`)
    .slice(0, mostStages);
  const stages: Metadata[] = [];
  for (const path of paths) {
    const bytes = await readAt(folder.directory, path, longestMetadata);
    const stage = bytes === null ? null : orNull(() => parseMetadata(bytes, path));
    if (stage !== null) stages.push(stage);
  }
  return stages;
}

/** The names below `keys/`, in alphabetical order. */
export async function keyFolders({ directory }: ReadableFolder): Promise<readonly string[]> {
  if ((await directory.kindOf('keys')) !== 'folder') return [];
  const entries = await within(directory.open('keys'), (keys) => keys.entries());
  return entries
    .filter(({ kind }) => kind === 'folder')
    .map(({ name }) => name)
    .toSorted();
}

function readKey(bytes: Uint8Array, path: string): PublicKey | null {
  return orNull(() => publicKeyFromPem(fromUtf8(bytes), path));
}

/** A file that cannot be read names nobody; whoever needs it is told elsewhere. */
function orNull<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}
