import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../../../main/audit/git/commit-order.ts';
import type { GitCommit } from '../../../../src/audit/git-object.ts';

type Drawn = Readonly<Record<string, readonly [at: number, ...parents: string[]]>>;

function commitsOf(drawn: Drawn): ReadonlyMap<string, GitCommit> {
  return new Map(
    Object.entries(drawn).map(([oid, [at, ...parents]]) => [oid, { tree: '', parents, at }]),
  );
}

const orderOf = (drawn: Drawn) => inOrder(commitsOf(drawn)).map(([oid]) => oid);

describe('the order of commits', () => {
  it('is that of a line, whatever their clocks said', () => {
    expect(orderOf({ c: [1, 'b'], b: [2, 'a'], a: [3] })).toEqual(['a', 'b', 'c']);
  });

  it('is by date where two branches leave it open, the older one whole where it has to be', () => {
    const drawn: Drawn = {
      start: [0],
      old: [5, 'start'],
      young: [6, 'start'],
      older: [1, 'young'],
      merge: [9, 'old', 'older'],
    };
    // "older" says that it is from long ago, and still comes after the one that it stands on.
    expect(orderOf(drawn)).toEqual(['start', 'young', 'older', 'old', 'merge']);
  });

  it('is by date, the older one of two branches first', () => {
    expect(orderOf({ start: [0], a: [6, 'start'], b: [5, 'start'] })).toEqual(['start', 'b', 'a']);
  });

  it('is by name where the dates are the same', () => {
    expect(orderOf({ b: [1], a: [1], c: [1] })).toEqual(['a', 'b', 'c']);
  });

  it('goes on where a parent is not there', () => {
    expect(orderOf({ b: [2, 'lost', 'a'], a: [1, 'gone'] })).toEqual(['a', 'b']);
  });

  it('is empty for nothing', () => {
    expect(inOrder(new Map())).toEqual([]);
  });

  it('has every commit once, parents first, and does not depend on the order of reading', () => {
    const histories = fc
      .array(fc.record({ at: fc.nat(5), parents: fc.array(fc.nat(20), { maxLength: 3 }) }), {
        maxLength: 20,
      })
      .map((list) =>
        list.map(({ at, parents }, index): [string, GitCommit] => [
          `c${index}`,
          // A commit can only name those before it: its name is the digest of theirs.
          { tree: '', at, parents: parents.filter((one) => one < index).map((one) => `c${one}`) },
        ]),
      );
    fc.assert(
      fc.property(histories, (list) => {
        const order = inOrder(new Map(list)).map(([oid]) => oid);
        expect(order.toSorted()).toEqual(list.map(([oid]) => oid).toSorted());
        for (const [oid, { parents }] of list)
          for (const parent of parents)
            expect(order.indexOf(parent)).toBeLessThan(order.indexOf(oid));
        expect(inOrder(new Map(list.toReversed())).map(([oid]) => oid)).toEqual(order);
      }),
    );
  });

  it('of a history of 20,000 commits needs no stack of its length', () => {
    const list = Array.from({ length: 20_000 }, (_, index): [string, GitCommit] => [
      `c${index}`,
      { tree: '', at: 20_000 - index, parents: index === 0 ? [] : [`c${index - 1}`] },
    ]);
    const order = inOrder(new Map(list));
    expect([order[0]?.[0], order.at(-1)?.[0]]).toEqual(['c0', 'c19999']);
  });
});
