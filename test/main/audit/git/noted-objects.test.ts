import { describe, expect, it } from 'vitest';
import { GitObjectError } from '../../../../src/audit/git-object.ts';
import { notedObjects } from './objects-in-memory.ts';

const commit = 'c0'.repeat(20);

describe('an object that is read', () => {
  it('is given where it is genuine and of a type that was asked for', async () => {
    const { memory, notes, objects } = notedObjects();
    const oid = memory.blob('a');
    const object = await objects.read({ oid, commit, path: 'a' }, 'tree', 'blob');
    expect(Buffer.from(object?.content ?? []).toString()).toBe('a');
    expect(notes.problems).toEqual([]);
  });

  it('of another type is as good as a false one', async () => {
    const { memory, notes, objects } = notedObjects();
    const oid = memory.blob('a');
    expect(await objects.read({ oid, commit, path: 'a' }, 'tree')).toBeNull();
    expect(notes.problems).toEqual([{ kind: 'corrupt', oid, commit, path: 'a' }]);
  });

  it('is told to be missing, unless it was told before', async () => {
    const { notes, objects } = notedObjects();
    const oid = 'ff'.repeat(20);
    expect(await objects.read({ oid, commit: '', path: 'a' }, 'blob')).toBeNull();
    expect(notes.problems).toEqual([]);
    await objects.read({ oid, commit, path: 'a' }, 'blob');
    expect(notes.problems).toEqual([{ kind: 'missing', oid, commit, path: 'a' }]);
  });

  it('leaves no more than a thousand notes or so: a repository of nothing but faults fills no memory', async () => {
    const { notes, objects } = notedObjects();
    for (let count = 0; count < 1_500; count += 1)
      await objects.read({ oid: 'ff'.repeat(20), commit, path: String(count) }, 'blob');
    expect(notes.problems).toHaveLength(1_001);
  });

  it('is not asked for after the person stopped', async () => {
    const { memory, objects } = notedObjects(AbortSignal.abort(new Error('stopped')));
    const oid = memory.blob('a');
    await expect(objects.read({ oid, commit, path: 'a' }, 'blob')).rejects.toThrow('stopped');
    expect(memory.asked).toEqual([]);
  });
});

describe('what an object says', () => {
  const at = { oid: 'aa'.repeat(20), commit, path: 'metadata' };

  it('is null, with a note, where it is not in Git’s form', () => {
    const { notes, objects } = notedObjects();
    const outcome = objects.parsed(at, () => {
      throw new GitObjectError('git.object', 'no', { hint: 'Clone it again.' });
    });
    expect(outcome).toBeNull();
    expect(notes.problems).toEqual([{ kind: 'corrupt', ...at }]);
  });

  it('is no excuse for a fault of the station itself', () => {
    const { notes, objects } = notedObjects();
    const fault = () =>
      objects.parsed(at, () => {
        throw new RangeError('ours');
      });
    expect(fault).toThrow(RangeError);
    expect(notes.problems).toEqual([]);
  });
});
