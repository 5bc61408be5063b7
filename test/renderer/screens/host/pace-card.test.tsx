import { describe, expect, it } from 'vitest';
import { elapsedAt, PaceCard } from '../../../../renderer/screens/host/pace-card.tsx';
import type { ScriptView } from '../../../../src/contract/script.ts';
import { scriptOfKeyholder, scriptPaused, scriptRunning } from '../../gallery/values/script.ts';
import { markup } from '../../markup.ts';

const at = (script: ScriptView, instant: string) =>
  markup(<PaceCard script={script} instant={instant} />).spoken;

describe('the seconds of an act', () => {
  it('count from its beginning, and never backwards', () => {
    expect(elapsedAt(scriptRunning, '2027-07-14T14:03:10Z')).toBe(60);
    expect(elapsedAt(scriptRunning, '2027-07-14T14:00:00Z')).toBe(0);
    expect(elapsedAt({ ...scriptRunning, now: null }, '2027-07-14T14:03:10Z')).toBe(0);
  });

  it('stand still in a pause, and leave out the pauses before', () => {
    // It began at 14:02:10, was paused for 20 seconds, and stands since 14:06:00.
    for (const instant of ['2027-07-14T14:06:00Z', '2027-07-14T14:30:00Z'])
      expect(elapsedAt(scriptPaused, instant)).toBe(210);
  });
});

describe('the pace of the ceremony', () => {
  it('is not there before it begins', () => {
    expect(at(scriptOfKeyholder, '2027-07-14T14:00:00Z')).toBe('');
  });

  it('names this act’s time and plan', () => {
    expect(at(scriptRunning, '2027-07-14T14:03:10Z')).toMatch(/1:00 in this act, of 10 min/);
  });

  it('says by how much it is behind or ahead, in minutes, or that it is on time', () => {
    // The five acts before took 1680 seconds, and 1560 were planned.
    expect(at(scriptRunning, '2027-07-14T14:03:10Z')).toContain('2 min behind plan');
    expect(at(scriptRunning, '2027-07-14T14:22:10Z')).toContain('12 min behind plan');
    const onTime = {
      ...scriptRunning,
      acts: scriptRunning.acts.map((act) =>
        act.took === null ? act : { ...act, took: act.estimate },
      ),
    };
    expect(at(onTime, '2027-07-14T14:03:10Z')).toContain('On time');
  });

  it('says that it is paused in place of that', () => {
    const spoken = at(scriptPaused, '2027-07-14T14:30:00Z');
    expect(spoken).toContain('Paused');
    expect(spoken).not.toContain('behind');
  });
});
