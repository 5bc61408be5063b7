import { describe, expect, it } from 'vitest';
import { type GitOrigin, readInput } from '../../src/audit/input.ts';
import { rootFiles } from '../../src/audit/root-files.ts';
import { readTrustedRoot } from '../../src/audit/trusted-root.ts';
import { root } from './made-files.ts';

const one = root({ version: 1 });
const two = root({ version: 2 });
const read = (path: string, bytes: Uint8Array, origin?: GitOrigin) =>
  readInput(origin === undefined ? { path, bytes } : { path, bytes, origin });
const of = (commit: string, paths: readonly string[], headPaths: readonly string[]) => ({
  commit: commit.repeat(40),
  paths,
  headPaths,
});

describe('the roots among the files', () => {
  it('are all that lie in folders, by path, each by itself', () => {
    const files = [read('z.json', one), read('a.json', one), read('b.json', two)];
    expect(rootFiles(files, null, null).map(({ path }) => path)).toEqual([
      'a.json',
      'b.json',
      'z.json',
    ]);
  });

  it('are one in a Git history, named by where they were first seen, with every place', () => {
    const files = [
      read('ff:z.json', one, of('f', ['z.json', 'y.json'], [])),
      read('cc:b.json', two, of('c', ['b.json'], ['b.json'])),
      read('aa:a.json', one, of('a', ['a.json'], ['a.json'])),
    ];
    expect(rootFiles(files, null, null)).toMatchObject([
      { path: 'cc:b.json', place: 'b.json' },
      {
        path: 'ff:z.json',
        place: 'z.json',
        origin: of('f', ['z.json', 'y.json', 'a.json'], ['a.json']),
      },
    ]);
  });

  it('have the trusted one with them, once', () => {
    const given = { path: 'mine.json', bytes: one };
    const trusted = readTrustedRoot(given);
    const paths = (bytes: Uint8Array) =>
      rootFiles([read('here.json', bytes)], given, trusted).map(({ path }) => path);
    expect(paths(two)).toEqual(['here.json', 'mine.json']);
    expect(paths(one)).toEqual(['here.json']);
  });
});
