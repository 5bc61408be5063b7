import { describe, expect, it } from 'vitest';
import { SettleStage } from '../../../../renderer/screens/host/settle-stage.tsx';
import { plainProblem } from '../../../../src/contract/problem.ts';
import { scriptStopped } from '../../gallery/values/script.ts';
import { handsOn } from '../../hands.tsx';
import { askedCall, stillCall } from '../../host-calls.ts';
import { markup } from '../../markup.ts';

const nothing = (): void => undefined;
const stage = (settle = stillCall<'deviation.settle'>(), script = scriptStopped) => (
  <SettleStage script={script} settle={settle} onView={nothing} onLeave={nothing} />
);

describe('a ceremony that has stopped', () => {
  it('does not go on before three sentences and initials are there, by button or by Enter', () => {
    const { call, asked } = askedCall<'deviation.settle'>();
    const { html, spoken } = markup(stage(call));
    expect(html).toMatch(/aria-disabled="true"[^>]*>Confirm and go on/);
    expect(spoken).toContain('All three, and the initials of the witness, are needed.');
    const hands = handsOn(stage(call));
    hands.press('Confirm and go on');
    hands.enter();
    expect(asked).toEqual([]);
  });

  it('sends the form that its button names', () => {
    const { html } = markup(stage());
    const [, id] = /<button[^>]*type="submit" form="([^"]+)"/.exec(html) ?? [];
    expect(html).toContain(`<form id="${id}"`);
  });

  it('can be left, and says why the last try stopped', () => {
    const problem = plainProblem('deviation.no-witness', 'nobody with these initials is here', {
      hint: 'Ask the witness.',
    });
    const { html, spoken } = markup(stage(stillCall({ problem })));
    expect(spoken).toContain('Nobody with these initials is here');
    expect(html).toContain('role="alert"');
    expect(spoken).toContain('Leave');
  });

  it('asks for no initials where nobody can witness', () => {
    const { spoken } = markup(stage(stillCall(), { ...scriptStopped, witnesses: [] }));
    expect(spoken).not.toContain('Initials');
  });
});
