import { describe, expect, it, vi } from 'vitest';
import { RemoveKey } from '../../../../renderer/screens/tokens/remove-key.tsx';
import { practiceDetails } from '../../gallery/values/token-care.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

type Props = Parameters<typeof RemoveKey>[0];
const spkiSha256 = practiceDetails.keys[0]?.spkiSha256 ?? '';
const page = (change: Partial<Props> = {}) => (
  <RemoveKey
    details={practiceDetails}
    spkiSha256={spkiSha256}
    busy={false}
    problem={null}
    back={null}
    onSend={() => undefined}
    {...change}
  />
);

describe('a practice key that is removed', () => {
  it('is not sent to the token before its number and the PIN were typed', () => {
    const send = vi.fn<Props['onSend']>();
    const hands = handsOn(page({ onSend: send }));
    hands.press('Remove this key from');
    hands.enter();
    expect(send).not.toHaveBeenCalled();
    expect(markup(page()).spoken).toContain('Type the number of its token.');
  });

  it('is shown whole, since it cannot be brought back', () => {
    const { html, spoken } = markup(page());
    expect(spoken).toMatch(/^This cannot be undone This practice key will be gone/);
    expect(html).toContain('class="fp-top"');
    expect(spoken).toContain('Signatures that it made stay as they are.');
  });

  it('says that the token is at work, in place of what is missing', () => {
    expect(markup(page({ busy: true })).spoken).toContain('The token is at work.');
  });
});
