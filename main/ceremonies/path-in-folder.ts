import { isFolderPath } from '../../src/ceremony/folder-path.ts';
import type { Directory } from './directory.ts';
import { FolderError } from './folder-error.ts';

/** A file by its folder, open, and its name in it. */
export interface Spot {
  readonly directory: Directory;
  readonly name: string;
}

/**
 * Goes down a path step by step, following no link, and acts on its last name. Folders on the way are closed after.
 *
 * @param path relative, `/` between names
 * @param missing make folders that are missing, or stop with `folder.missing`
 */
export async function atPath<Result>(
  top: Directory,
  path: string,
  missing: 'make' | 'stop',
  act: (spot: Spot) => Promise<Result>,
): Promise<Result> {
  if (!isFolderPath(path)) throw unsafe(top);
  const names = path.split('/');
  const name = names.pop() ?? '';
  const opened: Directory[] = [];
  try {
    let directory = top;
    for (const step of names) {
      directory = await (missing === 'make' ? directory.make(step) : directory.open(step));
      opened.push(directory);
    }
    return await act({ directory, name });
  } finally {
    for (const directory of opened.toReversed()) await directory.close();
  }
}

/** The bytes of the file at a path, or null where it, or a folder on the way, is missing. */
export async function readAt(
  top: Directory,
  path: string,
  limit: number,
): Promise<Uint8Array | null> {
  try {
    return await atPath(top, path, 'stop', ({ directory, name }) => directory.read(name, limit));
  } catch (error) {
    if (error instanceof FolderError && error.code === 'folder.missing') return null;
    throw error;
  }
}

function unsafe(top: Directory): FolderError {
  return new FolderError('folder.name', 'a path does not stay inside the folder', {
    place: top.place,
    expected: 'safe names with / between them',
    hint: 'Correct the name in the plan, or on the stick.',
    notDone: ['Nothing was written.'],
  });
}
