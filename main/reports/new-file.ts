import { basename, dirname, join, resolve } from 'node:path';
import { createFile, readBack } from '../ceremonies/durable-file.ts';
import { within } from '../ceremonies/directory.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';

/**
 * Writes a document to a new file, durable, and reads it back. A file with the same bytes stays as it is.
 * @param path its folder has to be there
 * @throws FolderError `folder.exists` if other bytes are there: nothing is ever written over
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const file = resolve(path);
  await within(openDirectory(dirname(file)), async (directory) => {
    await createFile(directory, basename(file), bytes);
    await readBack(directory, basename(file), bytes);
  });
}

/** The folder of documents in a ceremony folder, made where it is missing. */
export async function reportFolder(ceremony: string): Promise<string> {
  await within(openDirectory(ceremony), (directory) =>
    within(directory.make('report'), async (report) => report.sync()),
  );
  return join(ceremony, 'report');
}
