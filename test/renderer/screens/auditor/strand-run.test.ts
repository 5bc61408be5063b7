import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { strandRun, type ChainCell } from '../../../../renderer/screens/auditor/strand-run.ts';

const cell = fc.constantFrom<ChainCell>('signed', 'silent', 'left', 'absent');
const inRole = (state: ChainCell): boolean => state === 'signed' || state === 'silent';

describe('how a strand runs', () => {
  test('from the first version to beyond the newest', () => {
    const run = strandRun(['signed', 'silent', 'signed']);
    expect(run.map((one) => [one.begins, one.ends])).toEqual([
      [true, false],
      [false, false],
      [false, false],
    ]);
    expect(run.map((one) => one.label)).toEqual(['signed', 'in role, did not sign', 'signed']);
  });

  test('ends where the key was taken out, and says so once', () => {
    const run = strandRun(['signed', 'silent', 'left', 'left', 'absent']);
    expect(run.map((one) => one.ends)).toEqual([false, true, false, false, false]);
    expect(run.map((one) => one.saysLeft)).toEqual([false, false, true, false, false]);
    expect(run[4]?.label).toBe('no longer in role');
  });

  test('begins where the key joins', () => {
    const run = strandRun(['absent', 'absent', 'signed']);
    expect(run.map((one) => one.begins)).toEqual([false, false, true]);
    expect(run[0]?.label).toBe('not yet in role');
  });

  test('can come back', () => {
    const run = strandRun(['signed', 'left', 'signed']);
    expect(run.map((one) => [one.begins, one.ends])).toEqual([
      [true, true],
      [false, false],
      [true, false],
    ]);
  });

  test('begins as often as the role is entered, and ends as often as it is left', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), (cells) => {
        const run = strandRun(cells);
        const entries = cells.filter(
          (one, at) => inRole(one) && !inRole(cells[at - 1] ?? 'absent'),
        );
        const exits = cells.filter(
          (one, at) => inRole(one) && at + 1 < cells.length && !inRole(cells[at + 1]!),
        );
        expect(run.filter((one) => one.begins)).toHaveLength(entries.length);
        expect(run.filter((one) => one.ends)).toHaveLength(exits.length);
        expect(run.every((one) => one.label !== '')).toBe(true);
      }),
    );
  });
});
