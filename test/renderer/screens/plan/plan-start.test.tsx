import { describe, expect, it } from 'vitest';
import { StationContext } from '../../../../renderer/calls.ts';
import { PlanStart } from '../../../../renderer/screens/plan/plan-start.tsx';
import { askedStation } from '../../asked-station.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

const nothing = (): void => undefined;

function start() {
  const { station, asked } = askedStation({});
  const page = (
    <StationContext value={station}>
      <PlanStart network={null} onBegun={nothing} onBack={nothing} />
    </StationContext>
  );
  return { page, asked };
}

describe('how a plan begins', () => {
  it('is new unless another way is chosen, and nothing is written by it', () => {
    const { page, asked } = start();
    expect(markup(page).spoken).toContain('Nothing is written before you save. Begin a plan');
    handsOn(page).press('Begin a plan');
    expect(asked).toEqual([['plan.begin', null]]);
  });

  it('is one of three ways, each with what it does', () => {
    const { html, spoken } = markup(start().page);
    expect(html.match(/type="radio"/g)).toHaveLength(3);
    for (const words of ['Begin with a new plan', 'Go on with a plan', 'Begin with a repository'])
      expect(spoken).toContain(words);
  });
});
