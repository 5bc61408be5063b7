import { describe, expect, it, vi } from 'vitest';
import { StationContext } from '../../../../renderer/calls.ts';
import { Opening } from '../../../../renderer/screens/ceremony/opening.tsx';
import type { Mode } from '../../../../src/contract/values.ts';
import { askedStation } from '../../asked-station.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

const nothing = (): void => undefined;

function opening(role: 'keyholder' | 'host', mode: Mode, onPlan = nothing) {
  const { station, asked } = askedStation({});
  const page = (
    <StationContext value={station}>
      <Opening role={role} mode={mode} onOpened={nothing} onPlan={onPlan} onBack={nothing} />
    </StationContext>
  );
  return { page, asked };
}

describe('which ceremony is opened', () => {
  it('in a rehearsal is a practice one that the station makes, in one press', () => {
    const { page, asked } = opening('keyholder', 'rehearsal');
    handsOn(page).press('Start a practice ceremony');
    expect(asked).toEqual([['ceremony.startPractice', { role: 'keyholder' }]]);
  });

  it('in a real one is never a practice one: that way can be read, and not chosen', () => {
    const { page, asked } = opening('keyholder', 'real');
    const { html, spoken } = markup(page);
    expect(html).toMatch(/<input type="radio"[^>]*aria-disabled="true"/);
    expect(spoken).toContain('For rehearsals only. This is a real ceremony.');
    const hands = handsOn(page);
    hands.change({}, 0);
    hands.press('Choose the folder…');
    expect(asked).toEqual([]);
  });

  it('is planned by a host, and by nobody else', () => {
    expect(markup(opening('host', 'real').page).html.match(/type="radio"/g)).toHaveLength(3);
    expect(markup(opening('keyholder', 'real').page).html.match(/type="radio"/g)).toHaveLength(2);
    expect(markup(opening('keyholder', 'real').page).spoken).not.toContain('Plan a ceremony');
  });

  it('is not planned by merely arriving', () => {
    const plan = vi.fn<() => void>();
    const { page, asked } = opening('host', 'real', plan);
    markup(page);
    expect([plan.mock.calls, asked]).toEqual([[], []]);
  });
});
