import { tiedTogether } from './disjoint-sets.ts';
import { folderOf, nameOf } from './file-path.ts';
import { type InputFile, placesOf } from './input.ts';
import type { Root } from '../tuf/root.ts';
import { roleSpkis } from '../tuf/root.ts';

/** A root among the files. */
export interface RootFile extends Pick<InputFile, 'path' | 'place' | 'origin'> {
  readonly root: Root;
}

/**
 * Sorts roots into histories: those that belong to one chain, whether they fit into it or not. Roots belong together
 * if they share a key of the root role, if one is signed under keyids of the other, or if they lie under the names
 * that clients ask for in one folder. A forged root in the place of a real one thereby stands in the real one's
 * history, where its missing signatures are seen; roots of different repositories given together stand apart.
 */
export function historiesOf(files: readonly RootFile[]): readonly (readonly RootFile[])[] {
  const histories = tiedTogether(files, tiesOf);
  return [...Map.groupBy(files.keys(), (index) => histories[index]).values()].map((indexes) =>
    indexes.flatMap((index) => files[index] ?? []),
  );
}

/**
 * The shelf of a folder: where metadata of one repository lies. `root_history` is below its repository, and what is
 * staged lies beside what is published.
 */
export function shelfOf(folder: string): string {
  return folder.replace(/(^|\/)root_history$/, '').replace(/(^|\/)staged$/, '$1repository');
}

/** The shelves on which a file lies under a name that clients ask for. */
export function shelvesOf(file: Pick<InputFile, 'place' | 'origin'>): readonly string[] {
  return placesOf(file)
    .filter((place) => /^(?:\d+\.)?root\.json$/.test(nameOf(place)))
    .map((place) => shelfOf(folderOf(place)));
}

/** What ties a root to others, as text. */
function tiesOf(file: RootFile): readonly string[] {
  const { root } = file;
  return [
    ...roleSpkis(root, 'root').map((spki) => `key ${spki}`),
    ...root.roles.root.keyids.map((keyid) => `keyid ${keyid}`),
    ...root.metadata.signatures
      .filter(({ sig }) => sig !== '')
      .map(({ keyid }) => `keyid ${keyid}`),
    ...shelvesOf(file).map((shelf) => `shelf ${shelf}`),
  ];
}
