import { checkpointFolder } from '../../src/ceremony/checkpoint.ts';
import type { CheckpointFile } from '../../src/ceremony/checkpoints/judged.ts';
import { folderPath, type FolderPath } from '../../src/ceremony/folder-path.ts';
import { longestEnvelope } from '../../src/encoding/dsse.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { publicKeyFromPem, type PublicKey } from '../../src/keys/public-key.ts';
import type { CeremonyFolder } from './ceremony-folder.ts';
import { within, type Directory } from './directory.ts';
import { createFile, readBack } from './durable-file.ts';
import { atPath, readAt } from './path-in-folder.ts';

const longestKeyFile = 64 * 1024;

/** Every file of the folder `checkpoints`, as it lies there. @throws FolderError for one that is too large to be any */
export async function readCheckpoints(directory: Directory): Promise<readonly CheckpointFile[]> {
  if ((await directory.kindOf(checkpointFolder)) !== 'folder') return [];
  return within(directory.open(checkpointFolder), async (folder) => {
    const files: CheckpointFile[] = [];
    for (const { name, kind } of await folder.entries()) {
      if (kind !== 'file' || name.startsWith('.')) continue;
      const bytes = await folder.read(name, longestEnvelope);
      if (bytes !== null) files.push({ path: `${checkpointFolder}/${name}`, bytes });
    }
    return files;
  });
}

/** Writes a signed checkpoint and reads it back. @throws FolderError; `folder.exists` for another file of this name */
export async function writeCheckpoint(
  folder: CeremonyFolder,
  path: FolderPath,
  bytes: Uint8Array,
): Promise<void> {
  await folder.assertHeld();
  await atPath(folder.directory, path, 'make', async (spot) => {
    await createFile(spot.directory, spot.name, bytes);
    await readBack(spot.directory, spot.name, bytes);
  });
}

/** The public keys in the key files of a ceremony folder. A file that holds none lists none. */
export async function exportedKeys(directory: Directory): Promise<readonly PublicKey[]> {
  if ((await directory.kindOf('keys')) !== 'folder') return [];
  const entries = await within(directory.open('keys'), (folder) => folder.entries());
  const keys: PublicKey[] = [];
  for (const { name, kind } of entries) {
    if (kind !== 'folder') continue;
    const key = await keyAt(directory, name);
    if (key !== null) keys.push(key);
  }
  return keys;
}

async function keyAt(directory: Directory, name: string): Promise<PublicKey | null> {
  try {
    const path = folderPath('keys', name, `${name}_pubkey.pem`);
    const bytes = await readAt(directory, path, longestKeyFile);
    return bytes === null ? null : publicKeyFromPem(fromUtf8(bytes), path);
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}
