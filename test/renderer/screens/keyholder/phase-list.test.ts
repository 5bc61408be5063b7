import { describe, expect, it } from 'vitest';
import { phasesOf } from '../../../../renderer/screens/keyholder/key/phase-list.ts';

const report = (phase: string, state: 'now' | 'done', note = '') => ({
  phase,
  state,
  note,
  secondsLeft: null,
});

describe('phasesOf', () => {
  it('keeps each phase once, where it began, as it was last told', () => {
    const told = [
      report('PIN', 'now'),
      report('PIN', 'done', '3 of 3 tries left'),
      report('Key', 'now'),
    ];
    expect(phasesOf(told)).toEqual([told[1], told[2]]);
  });

  it('is empty before the first report', () => {
    expect(phasesOf([])).toEqual([]);
  });
});
