import { describe, expect, it, vi } from 'vitest';
import { SetUpConfirm } from '../../../../renderer/screens/tokens/set-up-confirm.tsx';
import type { TokenDetails } from '../../../../src/contract/token-care.ts';
import { newYubikey, usedYubikey } from '../../gallery/values/token-care.ts';
import { handsOn } from '../../hands.tsx';
import { markup } from '../../markup.ts';

function page(of: TokenDetails, confirm: (typed: string) => void = () => undefined) {
  if (of.setUp === null) throw new Error('a YubiKey');
  return <SetUpConfirm details={of} setUp={of.setUp} back={null} onConfirm={confirm} />;
}

describe('whether a YubiKey may be erased', () => {
  it.each([newYubikey('real'), usedYubikey('real')])(
    'is not agreed to before its number was typed, by button or by Enter',
    (of) => {
      const confirm = vi.fn<(typed: string) => void>();
      const hands = handsOn(page(of, confirm));
      hands.press('Go on with');
      hands.enter();
      expect(confirm).not.toHaveBeenCalled();
      expect(markup(page(of)).spoken).toContain('Type its number.');
    },
  );

  it('cannot be agreed to for a token that has no number', () => {
    const confirm = vi.fn<(typed: string) => void>();
    const of = usedYubikey('real');
    handsOn(page({ ...of, token: { ...of.token, serial: null } }, confirm)).enter();
    expect(confirm).not.toHaveBeenCalled();
  });

  it('lists every key that goes, and every other part', () => {
    const of = usedYubikey('real');
    const { html, spoken } = markup(page(of));
    for (const { place } of of.keys) expect(spoken).toContain(place);
    for (const line of of.setUp?.erases ?? []) expect(spoken).toContain(line);
    expect(html.match(/<ul class="key-lines">/g)).toHaveLength(1);
  });

  it('draws the back of the token, where its number is printed', () => {
    expect(markup(page(newYubikey('real'))).html).toContain('<svg');
  });
});
