import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  GitObjectError,
  parseGitCommit,
  parseGitTag,
  parseGitTree,
} from '../../src/audit/git-object.ts';
import { utf8 } from '../../src/encoding/utf8.ts';

const oid = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3';
const raw = Buffer.from(oid, 'hex');
const entry = (mode: string, name: string) => Buffer.concat([utf8(`${mode} ${name}\0`), raw]);

describe('a commit', () => {
  it('names its tree, its parents and its date', () => {
    const text = `tree ${oid}\nparent ${oid}\nauthor A <a@b> 5 +0000\ncommitter A <a> <b> 17 -0730\n\ncommitter X <x> 99 +0000\n`;
    expect(parseGitCommit(utf8(text))).toEqual({ tree: oid, parents: [oid], at: 17 });
  });

  it('has the date 0 where none can be read', () => {
    expect(parseGitCommit(utf8(`tree ${oid}\n\ncommitter A <a> 9 +0000`))).toEqual({
      tree: oid,
      parents: [],
      at: 0,
    });
  });

  it.each([
    '',
    'tree x\n',
    `parent ${oid}\n`,
    `tree ${oid.toUpperCase()}\n`,
    `tree ${oid}\nparent 1\n`,
  ])('is not %j', (text) => expect(() => parseGitCommit(utf8(text))).toThrow(GitObjectError));
});

describe('a tag', () => {
  it('names its object', () => {
    expect(parseGitTag(utf8(`object ${oid}\ntype commit\n`))).toBe(oid);
    expect(() => parseGitTag(utf8(`objects ${oid}\n`))).toThrow(GitObjectError);
  });
});

describe('a tree', () => {
  it('has files, folders, links and other repositories', () => {
    const tree = Buffer.concat([
      entry('100644', 'a'),
      entry('100755', 'b c'),
      entry('40000', 'd'),
      entry('120000', 'e'),
      entry('160000', 'f'),
    ]);
    expect(parseGitTree(tree, 20)).toEqual([
      { kind: 'file', name: 'a', oid },
      { kind: 'file', name: 'b c', oid },
      { kind: 'folder', name: 'd', oid },
      { kind: 'link', name: 'e', oid },
      { kind: 'repository', name: 'f', oid },
    ]);
    expect(parseGitTree(new Uint8Array(), 20)).toEqual([]);
  });

  it.each<[string, Uint8Array]>([
    ['a name that leads up', entry('100644', '..')],
    ['a name that stays', entry('100644', '.')],
    ['a name with a slash', entry('100644', 'a/b')],
    ['no name', entry('100644', '')],
    ['a mode that Git does not write', entry('100644444', 'a')],
    ['another mode', entry('777', 'a')],
    ['a digest that is cut off', entry('100644', 'a').subarray(0, -1)],
    ['no digest', utf8('100644 a')],
  ])('with %s is refused', (_, tree) => {
    expect(() => parseGitTree(tree, 20)).toThrow(GitObjectError);
  });
});

function outcome(parse: () => unknown): unknown {
  try {
    return parse() !== null;
  } catch (error) {
    return error instanceof GitObjectError || error;
  }
}

it('whatever the bytes are, there is a result or an error of its own', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(outcome(() => parseGitCommit(bytes))).toBe(true);
      expect(outcome(() => parseGitTag(bytes))).toBe(true);
      expect(outcome(() => parseGitTree(bytes, 32))).toBe(true);
    }),
  );
});
