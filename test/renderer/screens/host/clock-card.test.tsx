import { describe, expect, it, vi } from 'vitest';
import { ClockCard } from '../../../../renderer/screens/host/clock-card.tsx';
import { scriptClock } from '../../gallery/values/script.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

type Props = Parameters<typeof ClockCard>[0];
const nothing = (): void => undefined;
const card = (change: Partial<Props> = {}) => (
  <ClockCard
    clock={scriptClock.clock}
    busy={false}
    witnessed
    onRead={nothing}
    onSettle={nothing}
    {...change}
  />
);

describe('what time it is', () => {
  it('is read by everybody: who has not, stands there too', () => {
    const { spoken } = markup(card());
    expect(spoken).toContain('Priya Raman 14:05:00, 2s ahead');
    expect(spoken).toContain('Lena Berg Has not read a clock yet');
  });

  it('is not recorded before a whole time was typed', () => {
    const read = vi.fn<Props['onRead']>();
    expect(markup(card()).html).toMatch(/aria-disabled="true"[^>]*>Record this time/);
    handsOn(card({ onRead: read })).press('Record this time');
    expect(read).not.toHaveBeenCalled();
  });

  it('is confirmed only with a witness, and not while something is under way', () => {
    const settle = vi.fn<Props['onSettle']>();
    handsOn(card({ witnessed: false, onSettle: settle })).press('Confirm this time');
    handsOn(card({ busy: true, onSettle: settle })).press('Confirm this time');
    expect(settle).not.toHaveBeenCalled();
    handsOn(card({ onSettle: settle })).press('Confirm this time');
    expect(settle).toHaveBeenCalledTimes(1);
  });

  it('has nothing to confirm before anybody read a clock', () => {
    const clock = { ...scriptClock.clock, proposal: null };
    expect(markup(card({ clock })).spoken).not.toContain('Confirm');
  });

  it('says what was confirmed, and can be confirmed again', () => {
    const clock = { ...scriptClock.clock, settled: 'The ceremony’s time is the station’s.' };
    const { spoken } = markup(card({ clock }));
    expect(spoken).toContain('The ceremony’s time is the station’s. Confirm again');
    expect(spoken).not.toContain('By 1 clock');
  });
});
