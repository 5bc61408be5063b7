import type { FolderPath } from '../../src/ceremony/folder-path.ts';
import { folderPath, isFolderName } from '../../src/ceremony/folder-path.ts';
import { within, type Directory } from './directory.ts';
import { FolderError } from './folder-error.ts';
import { readAt } from './path-in-folder.ts';

/** A file of a ceremony folder, by its path in it. */
export interface FileBelow {
  readonly path: FolderPath;
  readonly bytes: Uint8Array;
}

const deepest = 6;

/**
 * Every file below a folder of the ceremony, in the order of their paths; none where the folder is missing. Links and
 * names that start with a dot are passed over.
 *
 * @param names from the ceremony's folder down, for example `['staged', 'targets']`
 * @param bounds most files, and most bytes of one
 * @throws FolderError `folder.name` for a name that no other system could hold, `folder.too-large`
 */
export async function filesBelow(
  top: Directory,
  names: readonly string[],
  bounds: { readonly files: number; readonly bytes: number },
): Promise<readonly FileBelow[]> {
  const paths: FolderPath[] = [];
  await walk(top, names, [], paths, bounds.files);
  const files: FileBelow[] = [];
  for (const path of paths.toSorted()) {
    const bytes = await readAt(top, path, bounds.bytes);
    if (bytes !== null) files.push({ path, bytes });
  }
  return files;
}

async function walk(
  directory: Directory,
  down: readonly string[],
  at: readonly string[],
  paths: FolderPath[],
  most: number,
): Promise<void> {
  const [next, ...rest] = down;
  if (next !== undefined) {
    if ((await directory.kindOf(next)) !== 'folder') return;
    return within(directory.open(next), (below) => walk(below, rest, [...at, next], paths, most));
  }
  for (const { name, kind } of await directory.entries()) {
    if (name.startsWith('.') || kind === 'other') continue;
    if (!isFolderName(name)) throw unsafe([...at, name].join('/'));
    if (kind === 'file') paths.push(folderPath(...at, name));
    else if (at.length >= deepest)
      throw tooMuch(at.join('/'), `${deepest} folders inside each other`);
    else await within(directory.open(name), (below) => walk(below, [], [...at, name], paths, most));
    if (paths.length > most) throw tooMuch(at.join('/'), `${most} files`);
  }
}

function unsafe(place: string): FolderError {
  return new FolderError('folder.name', 'this name cannot be published', {
    place: place.replaceAll(/[^\w./@+~=-]/g, '?'),
    expected: 'letters, digits and . _ + @ = ~ -, beginning with a letter or digit',
    hint: 'Rename the file, then do this step again.',
    notDone: ['Nothing was published.'],
  });
}

function tooMuch(place: string, expected: string): FolderError {
  return new FolderError('folder.too-large', 'there is more here than the station publishes', {
    place,
    expected: `at most ${expected}`,
    hint: 'Take out what does not belong there, then do this step again.',
    notDone: ['Nothing was published.'],
  });
}
