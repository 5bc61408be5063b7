import { describe, expect, it } from 'vitest';
import { minutesPage } from '../../../src/ceremony/minutes/minutes-page.ts';
import { plannedActs } from '../../../src/ceremony/script.ts';
import { actOf } from '../sample-acts.ts';
import { plan, sampleMinutes } from './sample-minutes.ts';

const acts = plannedActs(plan);
const begun = [
  actOf('ceremony.opened', {}, null),
  actOf('script.begun', { acts: acts.length }),
  actOf('act.closed', { act: 'welcome', witness: 'tom-okafor' }),
  actOf('script.paused', { act: 'clock' }),
];

describe('the script in the minutes', () => {
  it('has every act in its order: what was planned, what it took, and who confirmed its end', () => {
    const { script } = sampleMinutes('full', begun);
    expect(script.map(({ title }) => title)).toEqual(acts.map(({ title }) => title));
    expect(script[0]).toMatchObject({
      act: 'welcome',
      planned: acts[0]?.estimate,
      line: 3,
      witness: 'Tom Okafor',
    });
    expect(script[0]?.took).toBeGreaterThan(0);
    for (const open of script.slice(1))
      expect(open).toMatchObject({ took: null, line: null, witness: null });
    const page = minutesPage(sampleMinutes('full', begun), '');
    expect(page).toContain('Confirmed by');
    expect(page).toContain('not closed');
  });

  it('is empty where none was run, and says so', () => {
    const none = sampleMinutes('full', begun.slice(0, 1));
    expect(none.script).toEqual([]);
    expect(minutesPage(none, '')).toContain('No script was run.');
  });

  it('names nobody in the public edition, in a title or as a part of an act’s name', () => {
    const { script } = sampleMinutes('public', begun);
    const said = JSON.stringify(script);
    for (const { id, name } of plan.participants) {
      expect(said).not.toContain(name);
      expect(said).not.toContain(id);
    }
    expect(script.map(({ act }) => act)).toContain('key');
  });
});
