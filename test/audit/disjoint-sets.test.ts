import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DisjointSets, tiedTogether } from '../../src/audit/disjoint-sets.ts';

describe('things that are tied together', () => {
  it('are those with a common tie, and those with others between them', () => {
    expect(tiedTogether(['a', 'ab', 'c', 'b', '', 'c'], (thing) => thing)).toEqual([
      0, 0, 2, 0, 4, 2,
    ]);
  });

  it('have the same number exactly where a way of ties leads from one to the other', () => {
    const things = fc.array(
      fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 2 }),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(things, (all) => {
        const sets = tiedTogether(all, (ties) => ties);
        for (const from of all.keys()) {
          const reached = new Set([from]);
          for (const one of reached) {
            for (const [index, ties] of all.entries())
              if (ties.some((tie) => all[one]?.includes(tie))) reached.add(index);
          }
          for (const to of all.keys()) expect(sets[from] === sets[to]).toBe(reached.has(to));
        }
      }),
    );
  });

  it('are joined as often as one likes', () => {
    const sets = new DisjointSets(3);
    sets.join(2, 1);
    sets.join(1, 2);
    expect([0, 1, 2].map((index) => sets.of(index))).toEqual([0, 1, 1]);
  });
});
