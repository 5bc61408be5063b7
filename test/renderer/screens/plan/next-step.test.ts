import { describe, expect, it } from 'vitest';
import { nextStep } from '../../../../renderer/screens/plan/next-step.ts';

describe('the one act of the editor', () => {
  it.each([
    [0, false, false, 'Save the plan…', false, ''],
    [2, false, false, 'Save the plan…', false, 'Two things are left to correct.'],
    [0, true, false, 'Save the plan', false, ''],
    [1, true, false, 'Save the plan', false, 'One thing is left to correct.'],
    [0, true, true, 'Open the ceremony', false, 'Once it is opened its plan stays as it is.'],
    [1, true, true, 'Open the ceremony', true, 'One thing is left to correct.'],
  ])('with %i wrong, on disk %s, clean %s: %s', (wrong, isOnDisk, clean, label, waiting, note) => {
    expect(nextStep(wrong, isOnDisk, clean)).toEqual({ label, waiting, note });
  });

  it('never opens a plan that is wrong, or that is not as it lies on the disk', () => {
    for (const wrong of [0, 1, 7])
      for (const isOnDisk of [false, true])
        for (const clean of [false, true]) {
          const { label, waiting } = nextStep(wrong, isOnDisk, clean);
          const opens = label === 'Open the ceremony' && !waiting;
          expect(opens).toBe(wrong === 0 && isOnDisk && clean);
        }
  });
});
