import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differingRuns } from '../../../renderer/components/difference.ts';

describe('differingRuns', () => {
  it('marks swapped digits', () => {
    expect(differingRuns('24617820', '24617802')).toEqual([
      { text: '246178', differs: false },
      { text: '20', differs: true },
    ]);
  });

  it('marks what the other side does not have', () => {
    expect(differingRuns('abc', 'ab')).toEqual([
      { text: 'ab', differs: false },
      { text: 'c', differs: true },
    ]);
  });

  it('gives the text again, and marks nothing only where both sides are the same so far', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const runs = differingRuns(text, other);
        expect(runs.map((run) => run.text).join('')).toBe(text);
        expect(runs.every((run) => !run.differs)).toBe(other.startsWith(text));
        const flags = runs.map((run) => run.differs);
        expect(flags.every((flag, place) => place === 0 || flag !== flags[place - 1])).toBe(true);
      }),
    );
  });
});
