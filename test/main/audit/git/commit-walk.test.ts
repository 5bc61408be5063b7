import { describe, expect, it } from 'vitest';
import { type BareObject, reachableCommits } from '../../../../main/audit/git/commit-walk.ts';
import { notedObjects } from './objects-in-memory.ts';

const none: ReadonlySet<string> = new Set();
const at = (tip: string) => ({ tips: [tip], shallow: none });
const problem = (kind: string, oid: string) => ({ kind, oid, commit: oid, path: '' });

describe('the commits of a repository', () => {
  it('are all that the tips lead to, each once', async () => {
    const { memory, notes, objects } = notedObjects();
    const tree = memory.tree([]);
    const first = memory.commit(tree, [], 1);
    const left = memory.commit(tree, [first], 2);
    const right = memory.commit(tree, [first], 3);
    const merge = memory.commit(tree, [left, right], 4);
    const said: string[] = [];
    const found = await reachableCommits(
      objects,
      'r',
      { tips: [merge, left], shallow: none },
      notes,
      { progress: (part) => said.push(part) },
    );
    expect([...found.keys()].toSorted()).toEqual([first, left, right, merge].toSorted());
    expect(found.get(merge)).toEqual({ tree, parents: [left, right], at: 4 });
    expect(memory.asked.filter((oid) => oid === first)).toHaveLength(1);
    expect(said.at(-1)).toBe('4 commits found');
    expect(notes.problems).toEqual([]);
  });

  it('stand behind a tag, and behind a tag of a tag', async () => {
    const { memory, notes, objects } = notedObjects();
    const commit = memory.commit(memory.tree([]), [], 1);
    const tag = memory.tag(memory.tag(commit));
    const tips = { tips: [tag], shallow: none };
    const found = await reachableCommits(objects, 'r', tips, notes, {});
    expect([...found.keys()]).toEqual([commit]);
  });

  it('are looked for behind 63 tags, and are refused behind more: nobody would have looked at them', async () => {
    const { memory, notes, objects } = notedObjects();
    const commit = memory.commit(memory.tree([]), [], 1);
    let tag = commit;
    for (let step = 0; step < 63; step += 1) tag = memory.tag(tag);
    expect((await reachableCommits(objects, 'r', at(tag), notes, {})).size).toBe(1);
    await expect(
      reachableCommits(objects, 'r', at(memory.tag(tag)), notes, {}),
    ).rejects.toMatchObject({ code: 'input.too-much', expected: 'at most 64 tags in a row' });
  });

  it('are none for a branch that names a file or a folder, which is no fault', async () => {
    const { memory, notes, objects } = notedObjects();
    const [blob, tree] = [memory.blob('a'), memory.tree([])];
    const bare: BareObject[] = [];
    const tips = { tips: [blob, memory.tag(tree)], shallow: none, bare };
    expect((await reachableCommits(objects, 'r', tips, notes, {})).size).toBe(0);
    expect(notes.problems).toEqual([]);
    // They are read by themselves.
    expect(bare).toEqual([
      { oid: tree, type: 'tree' },
      { oid: blob, type: 'blob' },
    ]);
  });

  it('end at the line of a shallow clone, with a note', async () => {
    const { memory, notes, objects } = notedObjects();
    const tree = memory.tree([]);
    const left = memory.commit(tree, [], 1);
    const last = memory.commit(tree, [left], 2);
    const tips = { tips: [last], shallow: new Set([last]) };
    const found = await reachableCommits(objects, 'r', tips, notes, {});
    expect([...found.keys()]).toEqual([last]);
    expect(notes.problems).toEqual([{ kind: 'cut', commit: last }]);
  });

  it('that are missing, false or in no form leave a note, and the others are read', async () => {
    const { memory, notes, objects } = notedObjects();
    const tree = memory.tree([]);
    const lost = memory.commit(tree, [], 1);
    memory.lose(lost);
    const forged = memory.commit(tree, [], 2);
    memory.falsify(forged);
    const broken = memory.broken('commit');
    const tag = memory.broken('tag');
    const good = memory.commit(tree, [lost], 3);
    const tips = { tips: [good, forged, broken, tag], shallow: none };
    const found = await reachableCommits(objects, 'r', tips, notes, {});
    expect([...found.keys()]).toEqual([good]);
    expect(notes.problems).toEqual([
      problem('corrupt', tag),
      problem('corrupt', broken),
      problem('corrupt', forged),
      problem('missing', lost),
    ]);
  });

  it('are not read on when the person stops it', async () => {
    const stop = new AbortController();
    const { memory, notes, objects } = notedObjects(stop.signal);
    const tree = memory.tree([]);
    const first = memory.commit(tree, [], 1);
    const last = memory.commit(tree, [first], 2);
    const reading = { progress: () => stop.abort(new Error('stopped')) };
    const tips = { tips: [last], shallow: none };
    await expect(reachableCommits(objects, 'r', tips, notes, reading)).rejects.toThrow('stopped');
    expect(memory.asked).toEqual([last]);
  });
});
