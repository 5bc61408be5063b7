import type { FileHandle } from 'node:fs/promises';
import { changing, notAFile, tooLarge } from './folder-refusals.ts';

/**
 * The whole of an open file, if it is one and stays as it is meanwhile.
 * @param limit most bytes that it may have
 * @throws FolderError `folder.not-a-file`, `folder.too-large`, `folder.changed`
 */
export async function readWhole(
  handle: FileHandle,
  place: string,
  limit: number,
): Promise<Uint8Array> {
  const status = await handle.stat();
  if (!status.isFile()) throw notAFile(place, 'no file');
  if (status.size > limit) throw tooLarge(place, `${limit} bytes`);
  // One byte more than the size, so that a file that grows meanwhile is noticed.
  const bytes = new Uint8Array(status.size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) return bytes.subarray(0, length);
    length += bytesRead;
    if (length === bytes.length) throw changing(place);
  }
}
