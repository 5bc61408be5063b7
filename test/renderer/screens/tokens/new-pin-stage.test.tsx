import { describe, expect, it, vi } from 'vitest';
import { NewPinStage } from '../../../../renderer/screens/tokens/new-pin-stage.tsx';
import { lockedYubikey, setUpYubikey, shutYubikey } from '../../gallery/values/token-care.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

type Props = Parameters<typeof NewPinStage>[0];
const details = setUpYubikey('real');
const page = (change: Partial<Props> = {}) => (
  <NewPinStage
    details={details}
    by="PIN"
    busy={false}
    problem={null}
    back={null}
    onUnblock={null}
    onSend={() => undefined}
    {...change}
  />
);

describe('another PIN', () => {
  it('is not sent before all three are typed, or while the token is at work', () => {
    const send = vi.fn<Props['onSend']>();
    for (const busy of [false, true]) {
      const hands = handsOn(page({ busy, onSend: send }));
      hands.press('Change the PIN of');
      hands.enter();
    }
    expect(send).not.toHaveBeenCalled();
    expect(markup(page()).spoken).toContain('Type the PIN first.');
    expect(markup(page({ busy: true })).spoken).toContain('Leave it plugged in.');
  });

  it('is not asked of a token that has no tries left, and why is said beside the button', () => {
    for (const [shut, by] of [
      [lockedYubikey('real'), 'PIN'],
      [shutYubikey('real'), 'PUK'],
    ] as const) {
      const { html, spoken } = markup(page({ details: shut, by }));
      expect(html).toContain('aria-disabled="true"');
      expect(spoken).toContain((by === 'PIN' ? shut.changePin : shut.unblockPin)?.lock);
    }
  });

  it('by the PIN or by the PUK says which tries it costs, before the first field', () => {
    for (const [by, tries] of [
      ['PIN', details.tries.pin],
      ['PUK', details.tries.puk],
    ] as const) {
      const { html, spoken } = markup(page({ by }));
      expect(spoken).toContain(tries);
      expect(html.indexOf('class="tries"')).toBeLessThan(html.indexOf('<input'));
      expect(spoken).toContain(`Type the ${by} first.`);
    }
  });

  it('by the PUK warns of what a wrong one costs', () => {
    expect(markup(page({ by: 'PUK' })).spoken).toContain('only a new set-up opens it');
    expect(markup(page()).spoken).not.toContain('only a new set-up opens it');
  });

  it('leads to the PUK where somebody does not know the PIN, and only where that is a way', () => {
    const unblock = vi.fn<() => void>();
    handsOn(page({ onUnblock: unblock })).press('I do not know the PIN');
    expect(unblock).toHaveBeenCalledTimes(1);
    expect(markup(page()).spoken).not.toContain('I do not know the PIN');
  });
});
