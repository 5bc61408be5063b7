import { describe, expect, it } from 'vitest';
import { historiesOf, type RootFile, shelfOf, shelvesOf } from '../../src/audit/history.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { type Signer, signer } from '../tuf/signers.ts';
import { ada, ben, cleo, dora, root, type RootParts } from './made-files.ts';

const [eve, fay] = [signer('eve'), signer('fay')];

/** A root among the files; what lies elsewhere in a Git history is named beside it. */
function rootAt(
  path: string,
  parts: RootParts,
  { signers, paths }: { signers?: readonly Signer[]; paths?: readonly string[] } = {},
): RootFile {
  return {
    path,
    place: path,
    origin: paths === undefined ? null : { commit: 'c0'.repeat(20), paths, headPaths: [] },
    root: parseRoot(parseMetadata(root(parts, signers), path)),
  };
}

const histories = (...files: readonly RootFile[]) =>
  historiesOf(files).map((group) => group.map(({ path }) => path));

describe('the histories of roots', () => {
  it('are one where versions share a key', () => {
    expect(
      histories(
        rootAt('x/a.json', { version: 1, keys: [ada, ben] }),
        rootAt('y/b.json', { version: 2, keys: [ben, cleo] }),
        rootAt('z/c.json', { version: 3, keys: [cleo, dora] }),
      ),
    ).toEqual([['x/a.json', 'y/b.json', 'z/c.json']]);
  });

  it('are two where nothing ties them', () => {
    expect(
      histories(
        rootAt('x/root.json', { version: 1, keys: [ada, ben] }),
        rootAt('y/root.json', { version: 1, keys: [eve, fay] }),
      ),
    ).toEqual([['x/root.json'], ['y/root.json']]);
  });

  it('are one where the keys of the version before signed, though all keys are others', () => {
    expect(
      histories(
        rootAt('x/a.json', { version: 1, keys: [ada, ben] }),
        rootAt('y/b.json', { version: 2, keys: [eve, fay] }, { signers: [eve, fay, ada, ben] }),
      ),
    ).toEqual([['x/a.json', 'y/b.json']]);
  });

  it('are one where a forged root lies in the place of a real one', () => {
    expect(
      histories(
        rootAt('x/1.root.json', { version: 1, keys: [ada, ben] }),
        rootAt('x/2.root.json', { version: 2, keys: [eve, fay] }),
      ),
    ).toEqual([['x/1.root.json', 'x/2.root.json']]);
  });

  it('are joined by a root that belongs to both, found last', () => {
    expect(
      histories(
        rootAt('x/a.json', { version: 1, keys: [ada], threshold: 1 }),
        rootAt('y/b.json', { version: 2, keys: [ben], threshold: 1 }),
        rootAt('z/c.json', { version: 3, keys: [eve], threshold: 1 }),
        rootAt('w/d.json', { version: 4, keys: [ada, ben], threshold: 1 }),
      ),
    ).toEqual([['x/a.json', 'y/b.json', 'w/d.json'], ['z/c.json']]);
  });

  it('are none of nothing', () => {
    expect(historiesOf([])).toEqual([]);
  });
});

describe('the shelf of a folder', () => {
  it.each([
    ['', ''],
    ['repository', 'repository'],
    ['root_history', ''],
    ['metadata/root_history', 'metadata'],
    ['metadata/root_history/old', 'metadata/root_history/old'],
    ['xroot_history', 'xroot_history'],
    ['staged', 'repository'],
    ['c/staged', 'c/repository'],
    ['unstaged', 'unstaged'],
    ['staged/old', 'staged/old'],
  ])('%j is %j', (folder, shelf) => {
    expect(shelfOf(folder)).toBe(shelf);
  });
});

describe('the shelves of a file', () => {
  it.each([
    ['repository/root.json', ['repository']],
    ['repository/16.root.json', ['repository']],
    ['root.json', ['']],
    ['repository/aroot.json', []],
    ['repository/16.targets.json', []],
    ['repository/1.2.root.json', []],
    ['repository/root.json.bak', []],
  ])('%s', (place, shelves) => {
    expect(shelvesOf({ place, origin: null })).toEqual(shelves);
  });

  it('are those of every path that it had in a Git history', () => {
    const { place, origin } = rootAt(
      'a/root.json',
      { version: 1 },
      {
        paths: ['a/root.json', 'b/root_history/1.root.json', 'c/notes.json'],
      },
    );
    expect(shelvesOf({ place, origin })).toEqual(['a', 'b']);
  });
});
