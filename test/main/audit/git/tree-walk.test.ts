import { describe, expect, it } from 'vitest';
import { TreeWalk } from '../../../../main/audit/git/tree-walk.ts';
import { limits, type Limits } from '../../../../main/audit/limits.ts';
import { notedObjects } from './objects-in-memory.ts';

const commit = 'c0'.repeat(20);
const later = 'c1'.repeat(20);

function walking(bounds: Partial<Limits> = {}) {
  const world = notedObjects();
  return {
    ...world,
    walk: new TreeWalk(world.objects, 'root.git', { ...limits, ...bounds }, world.notes),
  };
}

describe('a walk through the trees of commits', () => {
  it('notes each content once, with all its paths, the first commit of each, and those of the last commit', async () => {
    const { memory, walk } = walking();
    const [root, key] = [memory.blob('root'), memory.blob('key')];
    const folder = memory.tree([['1.root.json', root]]);
    const first = memory.tree([
      ['key.pub', key],
      ['metadata', folder, '40000'],
    ]);
    const second = memory.tree([
      ['metadata', folder, '40000'],
      ['root.json', root],
    ]);
    await walk.commit(commit, first);
    await walk.commit(later, second);
    expect(await walk.head(second)).toBe(true);
    expect([...walk.blobs]).toEqual([
      [key, { places: new Map([['key.pub', commit]]), headPaths: [] }],
      [
        root,
        {
          places: new Map([
            ['metadata/1.root.json', commit],
            ['root.json', later],
          ]),
          headPaths: ['metadata/1.root.json', 'root.json'],
        },
      ],
    ]);
  });

  it('looks into a tree again under another path, and not under the same', async () => {
    const { memory, walk } = walking();
    const folder = memory.tree([['a', memory.blob('a')]]);
    const tree = memory.tree([
      ['left', folder, '40000'],
      ['right', folder, '40000'],
    ]);
    await walk.commit(commit, tree);
    expect(memory.asked.filter((oid) => oid === folder)).toHaveLength(2);
    await walk.commit(later, tree);
    await walk.commit(later, memory.tree([['left', folder, '40000']]));
    expect(memory.asked.filter((oid) => oid === folder)).toHaveLength(2);
    expect([...walk.blobs.values()].flatMap(({ places }) => [...places.keys()])).toEqual([
      'left/a',
      'right/a',
    ]);
  });

  it('says once what it leaves out', async () => {
    const { memory, notes, walk } = walking();
    const entries = [
      ['link', memory.blob('/etc/passwd'), '120000'],
      ['module', commit, '160000'],
    ] as const;
    await walk.commit(commit, memory.tree(entries));
    await walk.commit(later, memory.tree([...entries, ['new', memory.blob('n')]]));
    expect(notes.skipped).toEqual([
      { path: `${commit.slice(0, 12)}:link`, why: 'it is a link', past: true },
      { path: `${commit.slice(0, 12)}:module`, why: 'it is another repository', past: true },
    ]);
    expect([...walk.blobs.values()].map(({ places }) => [...places.keys()])).toEqual([['new']]);
  });

  it('says where the links of the last commit lead, where that is a file of it', async () => {
    const world = notedObjects();
    const { memory, notes, objects } = world;
    const walk = new TreeWalk(objects, 'root.git', limits, notes, 'left@');
    const metadata = memory.tree([
      ['10.root.json', memory.blob('../../out/10.root.json'), '120000'],
      ['7.root.json', memory.blob('/9.root.json'), '120000'],
      ['8.root.json', memory.blob('around/../9.root.json'), '120000'],
      ['9.root.json', memory.blob('nine')],
      ['root.json', memory.blob('./9.root.json'), '120000'],
      ['up.json', memory.blob('../old/1.root.json'), '120000'],
    ]);
    const old = memory.tree([['1.root.json', memory.blob('one')]]);
    const tree = memory.tree([
      ['gone', memory.blob('metadata/9.root.json'), '120000'],
      ['metadata', metadata, '40000'],
      ['old', old, '40000'],
    ]);
    const last = memory.tree([
      ['metadata', metadata, '40000'],
      ['old', old, '40000'],
    ]);
    await walk.commit(commit, tree);
    await walk.commit(later, last);
    expect(await walk.head(last)).toBe(true);
    const at = (place: string) => `left@${commit.slice(0, 12)}:${place}`;
    expect(notes.skipped).toEqual([
      { path: at('gone'), why: 'it is a link', past: true },
      { path: at('metadata/10.root.json'), why: 'it is a link' },
      { path: at('metadata/7.root.json'), why: 'it is a link' },
      { path: at('metadata/8.root.json'), why: 'it is a link' },
      {
        path: at('metadata/root.json'),
        why: 'it is a link',
        leadsTo: 'left/metadata/9.root.json',
      },
      { path: at('metadata/up.json'), why: 'it is a link', leadsTo: 'left/old/1.root.json' },
    ]);
  });

  it('takes every kind of file that Git writes, whether it may be run or not', async () => {
    const { memory, walk } = walking();
    const oids = ['100644', '100755', '100664'].map((mode) => [mode, memory.blob(mode)] as const);
    await walk.commit(commit, memory.tree(oids.map(([mode, oid]) => [mode, oid, mode])));
    expect([...walk.blobs.keys()]).toEqual(oids.map(([, oid]) => oid));
  });

  it('tells of a tree that is missing, false or in no form, and goes on beside it', async () => {
    const { memory, notes, walk } = walking();
    const [lost, forged, broken] = [
      memory.tree([['x', memory.blob('x')]]),
      memory.tree([['y', memory.blob('y')]]),
      memory.broken('tree'),
    ];
    memory.lose(lost);
    memory.falsify(forged);
    const tree = memory.tree([
      ['broken', broken, '40000'],
      ['forged', forged, '40000'],
      ['good', memory.blob('good')],
      ['lost', lost, '40000'],
    ]);
    await walk.commit(commit, tree);
    expect(notes.problems).toEqual([
      { kind: 'corrupt', oid: broken, commit, path: 'broken' },
      { kind: 'corrupt', oid: forged, commit, path: 'forged' },
      { kind: 'missing', oid: lost, commit, path: 'lost' },
    ]);
    // What was told of a commit is not told again of the last one.
    await walk.head(tree);
    expect(notes.problems).toHaveLength(3);
    expect([...walk.blobs.values()].map(({ headPaths }) => headPaths)).toEqual([['good']]);
  });

  it('says whether the last commit has a tree that can be read', async () => {
    const { memory, walk } = walking();
    const [lost, forged] = [memory.tree([]), memory.tree([['y', memory.blob('y')]])];
    memory.lose(lost);
    memory.falsify(forged);
    for (const tree of [lost, forged, memory.broken('tree')]) {
      expect(await walk.head(tree)).toBe(false);
    }
    expect(await walk.head(memory.tree([['lost', lost, '40000']]))).toBe(true);
  });

  it('takes a file where a folder is named for a fault, not for a folder', async () => {
    const { memory, notes, walk } = walking();
    const blob = memory.blob('a');
    await walk.commit(commit, memory.tree([['folder', blob, '40000']]));
    expect(notes.problems).toEqual([{ kind: 'corrupt', oid: blob, commit, path: 'folder' }]);
  });

  it('ends at so many files, each path of a content counted', async () => {
    const { memory, walk } = walking({ files: 2 });
    const blob = memory.blob('a');
    await walk.commit(
      commit,
      memory.tree([
        ['a', blob],
        ['b', blob],
      ]),
    );
    await walk.commit(later, memory.tree([['a', blob]]));
    await expect(walk.commit(later, memory.tree([['c', blob]]))).rejects.toMatchObject({
      code: 'input.too-much',
      place: 'root.git',
      expected: 'at most 2 files',
      hint: 'Audit a clone of the branch that you ask about.',
    });
  });

  it('ends at so many levels', async () => {
    const { memory, walk } = walking({ depth: 1 });
    const leaf = memory.tree([['a', memory.blob('a')]]);
    const middle = memory.tree([['leaf', leaf, '40000']]);
    await walk.commit(commit, middle);
    await expect(
      walk.commit(commit, memory.tree([['middle', middle, '40000']])),
    ).rejects.toMatchObject({ code: 'input.too-much', expected: 'at most 1 levels' });
  });
});
