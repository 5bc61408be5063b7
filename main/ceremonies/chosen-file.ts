import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { onDisk } from './on-disk.ts';
import { readWhole } from './read-whole.ts';

/**
 * The whole of a regular file that a person named by its path. Links are followed.
 * @throws FolderError
 */
export async function readChosenFile(path: string, limit: number): Promise<Uint8Array> {
  const place = basename(path);
  return onDisk(place, async () => {
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await readWhole(handle, place, limit);
    } finally {
      await handle.close();
    }
  });
}
