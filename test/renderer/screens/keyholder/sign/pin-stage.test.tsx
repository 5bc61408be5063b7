import { describe, expect, it, vi } from 'vitest';
import { phasesSoFar } from '../../../../../renderer/screens/keyholder/sign/phases.ts';
import { PinStage } from '../../../../../renderer/screens/keyholder/sign/pin-stage.tsx';
import type { SignLook } from '../../../../../src/contract/keyholder.ts';
import { sheetOf } from '../../../../../src/encoding/fingerprint.ts';
import { signLookOf } from '../../../gallery/values/sign.ts';
import { handsOn } from '../../../hands.tsx';
import { markup } from '../../../markup.ts';

type Sign = Parameters<typeof PinStage>[0]['onSign'];
const page = (look: Partial<SignLook>, sign: Sign = () => undefined) => (
  <PinStage
    look={{ ...signLookOf('real'), ...look }}
    practice={false}
    act="Sign root version 16"
    problem={null}
    attempt={phasesSoFar([])}
    onBack={() => undefined}
    onSign={sign}
  />
);

describe('the PIN before a signature', () => {
  it('is never sent empty, by button or by Enter', () => {
    const sign = vi.fn<Sign>();
    const hands = handsOn(page({}, sign));
    hands.press('Sign root version 16');
    hands.enter();
    expect(sign).not.toHaveBeenCalled();
  });

  it('is not typed here where the token has its own PIN pad, and nothing is sent for it', () => {
    const { html } = markup(page({ pinPad: true }));
    expect(html).not.toContain('type="password"');
    expect(html).not.toMatch(/aria-disabled="true"[^>]*>Sign root version 16/);
  });

  it('stands beside what is signed: its digest is on the same page', () => {
    const { spoken } = markup(page({}));
    expect(spoken).toContain(signLookOf('real').tries);
    for (const word of sheetOf(signLookOf('real').sha256)[0]?.words ?? [])
      expect(spoken).toContain(word);
  });
});
