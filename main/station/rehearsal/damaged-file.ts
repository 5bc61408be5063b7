import { equalBytes } from '../../../src/encoding/bytes.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { replaceFile } from '../../ceremonies/durable-file.ts';
import { atPath, readAt } from '../../ceremonies/path-in-folder.ts';
import { longestKeyFile } from '../held-keys.ts';
import type { OpenCeremony } from '../open-ceremony.ts';

/**
 * Does something while a key file of a rehearsal is damaged in one letter, as by a bad stick. Afterwards the file is
 * what it was, so that nothing else of the station stumbles over it.
 * @throws what `act` throws; FolderError
 */
export async function whileDamaged(
  { folder }: OpenCeremony,
  path: string,
  act: () => Promise<void>,
): Promise<void> {
  const whole = await readAt(folder.directory, path, longestKeyFile);
  const damaged = damage(whole ?? new Uint8Array());
  if (whole === null || equalBytes(whole, damaged)) return act();
  const replace = async (bytes: Uint8Array, there: Uint8Array): Promise<void> =>
    atPath(folder.directory, path, 'stop', ({ directory, name }) =>
      replaceFile(directory, name, bytes, sha256Hex(there)),
    );
  await replace(damaged, whole);
  try {
    await act();
  } finally {
    await replace(whole, damaged);
  }
}

/** The first letter of the second half in the other case; text without a letter there stays as it is. */
export function damage(bytes: Uint8Array): Uint8Array {
  const at = bytes.findIndex(
    (byte, place) => place >= bytes.length / 2 && (byte & 0xdf) >= 0x41 && (byte & 0xdf) <= 0x5a,
  );
  return bytes.map((byte, place) => (place === at ? byte ^ 0x20 : byte));
}
