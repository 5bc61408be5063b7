import { describe, expect, it, vi } from 'vitest';
import { TakeOverCard } from '../../../../renderer/screens/ceremony/take-over.tsx';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

const other = { lock: '0'.repeat(64), host: 'stage-laptop', at: '2027-07-14T09:00:00Z' };
const card = (take: () => void, busy = false) => (
  <TakeOverCard other={other} busy={busy} onTake={take} />
);

describe('a folder that another machine has open', () => {
  it('is not taken over before the name of that machine was typed, by button or by Enter', () => {
    const take = vi.fn<() => void>();
    const hands = handsOn(card(take));
    hands.press('Take the folder over');
    hands.enter();
    expect(take).not.toHaveBeenCalled();
  });

  it('says what is lost where two stations write, before it is taken', () => {
    const { html, spoken } = markup(card(() => undefined));
    expect(spoken).toContain('two stations in one folder would each lose what the other writes');
    expect(html.indexOf('two stations')).toBeLessThan(html.indexOf('<button'));
    expect(spoken).toContain('Type the name of that machine to go on');
  });
});
