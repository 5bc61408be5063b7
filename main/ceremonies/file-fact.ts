import { sha256Hex } from '../../src/encoding/digest.ts';
import type { FileFact } from '../../src/ceremony/record.ts';
import { folderPath } from '../../src/ceremony/folder-path.ts';

/** Path, size and digest of bytes that are in a file of a ceremony. */
export function factOf(path: string, bytes: Uint8Array): FileFact {
  return { path: folderPath(...path.split('/')), bytes: bytes.length, sha256: sha256Hex(bytes) };
}
