import { describe, expect, it } from 'vitest';
import { StationContext } from '../../../../renderer/calls.ts';
import { RehearseCast } from '../../../../renderer/screens/plan/rehearse-cast.tsx';
import type { PlanFields } from '../../../../src/ceremony/plan-schema.ts';
import { mayBeHere } from '../../../../src/ceremony/rehearsal-plan.ts';
import { firstPlan } from '../../../../src/ceremony/plan-template.ts';
import { sampleFields } from '../../../ceremony/sample-plan.ts';
import { askedStation } from '../../asked-station.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

const nothing = (): void => undefined;

function cast(plan: PlanFields) {
  const { station, asked } = askedStation({});
  const page = (
    <StationContext value={station}>
      <RehearseCast plan={plan} place="p1" onOpened={nothing} onBack={nothing} />
    </StationContext>
  );
  return { page, asked };
}

const first = firstPlan('2027-07-14');

describe('who is here to rehearse', () => {
  it('is nobody unless ticked: the station plays everybody', () => {
    const { page, asked } = cast(first);
    handsOn(page).press('Begin the rehearsal');
    expect(asked).toEqual([['ceremony.rehearse', { place: 'p1', here: [] }]]);
  });

  it('can be any keyholder of a first root, by name', () => {
    const people = mayBeHere(first);
    expect(people.length).toBeGreaterThan(0);
    const { html, spoken } = markup(cast(first).page);
    for (const { name } of people) expect(spoken).toContain(name);
    expect(html.match(/type="checkbox"/g)).toHaveLength(people.length);
    expect(html).not.toContain('checked=""');
  });

  it('is nobody before a later root, and why is said', () => {
    const { html, spoken } = markup(cast(sampleFields()).page);
    expect(html).not.toContain('type="checkbox"');
    expect(spoken).toContain('Before a later root the station plays everybody');
  });

  it('is told that the plan and its tokens are not touched', () => {
    expect(markup(cast(first).page).spoken).toContain('Your plan and its tokens are not touched.');
  });
});
