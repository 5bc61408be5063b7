import { describe, expect, it } from 'vitest';
import { PhaseList } from '../../../../../renderer/screens/keyholder/sign/phase-list.tsx';
import { phaseLines, phasesSoFar } from '../../../../../renderer/screens/keyholder/sign/phases.ts';
import { PinStage } from '../../../../../renderer/screens/keyholder/sign/pin-stage.tsx';
import { TouchRing } from '../../../../../renderer/screens/keyholder/sign/touch-ring.tsx';
import { WhatIsSigned } from '../../../../../renderer/screens/keyholder/sign/what-is-signed.tsx';
import { WrongToken } from '../../../../../renderer/screens/keyholder/sign/wrong-token.tsx';
import { problemOf } from '../../../../../src/contract/problem.ts';
import { ROOT } from '../../../gallery/values/digests.ts';
import {
  signLookOf,
  touchReports,
  wrongPinAtSign,
  wrongToken,
} from '../../../gallery/values/sign.ts';
import { markup } from '../../../markup.ts';

const nothing = (): void => undefined;

const ring = (secondsLeft: number | null, onPress: (() => void) | null, never = false) =>
  markup(
    <TouchRing
      model="YubiKey 5C NFC"
      practice={onPress !== null}
      state={secondsLeft === null ? { kind: 'rest' } : { kind: 'waiting', secondsLeft }}
      never={never}
      onPress={onPress}
    />,
  );

const stage = (more: Partial<Parameters<typeof PinStage>[0]> = {}) =>
  markup(
    <PinStage
      look={signLookOf('real')}
      practice={false}
      act="Sign root version 16"
      problem={null}
      attempt={new Map()}
      onBack={nothing}
      onSign={nothing}
      {...more}
    />,
  );

describe('PhaseList', () => {
  it('names the state of each phase in words, and marks the one that is now', () => {
    const lines = phaseLines(phasesSoFar(touchReports), { touch: 'token' });
    const { html, spoken } = markup(<PhaseList lines={lines} />);
    expect(spoken).toContain('PIN accepted , done 3 of 3 tries left');
    expect(spoken).toContain('Touch , now 15 seconds');
    expect(spoken).toContain('Write it to the ceremony folder , to come');
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
  });
});

describe('TouchRing', () => {
  it('counts seconds as segments and as a number', () => {
    const { html, spoken } = ring(9, null);
    expect(html.match(/class="left"/g)).toHaveLength(9);
    expect(html.match(/class="gone"/g)).toHaveLength(6);
    expect(spoken).toContain('9 seconds left');
    expect(ring(1, null).spoken).toContain('1 second left');
  });

  it('blinks only while a finger is awaited', () => {
    expect(ring(9, null).html).toContain('token-touch');
    expect(ring(null, null).html).not.toContain('token-touch');
  });

  it('is a button on a practice token only, and only while a finger is awaited', () => {
    expect(ring(9, nothing).html).toMatch(/<button[^>]*class="disc"[^>]*aria-label="Press/);
    expect(ring(9, null).html).not.toContain('<button');
    expect(ring(null, nothing).html).not.toContain('<button');
  });

  it('draws no ring for a token that never asks', () => {
    expect(ring(null, null, true).html).not.toContain('class="ring"');
  });

  it('needs no style attribute', () => {
    expect(ring(9, nothing).html).not.toContain('style=');
  });
});

describe('WhatIsSigned', () => {
  it('reminds by weave and row A, and says so', () => {
    const { spoken } = markup(
      <WhatIsSigned title="You are signing root version 16" digest={ROOT} practice={false} />,
    );
    expect(spoken).toContain('adult conformist exceed Pegasus');
    expect(spoken).toContain('Same words as in Review, row A');
  });
});

describe('PinStage', () => {
  it('says the tries before it asks for the PIN', () => {
    const { spoken } = stage();
    expect(spoken.indexOf('Three tries left.')).toBeLessThan(spoken.indexOf('Enter the PIN'));
  });

  it('never gives a PIN field a value, and lets nothing remember it', () => {
    const { html } = stage();
    const field = html.match(/<input[^>]*type="password"[^>]*>/)?.[0] ?? '';
    expect(field).toContain('autoComplete="off"');
    expect(field).not.toContain('value=');
  });

  it('sleeps until a PIN is typed', () => {
    expect(stage().html).toMatch(/aria-disabled="true"[^>]*>Sign root version 16/);
    expect(stage().spoken).toContain('The PIN comes first.');
  });

  it('has no field for a token with its own PIN pad', () => {
    const { html, spoken } = stage({ look: { ...signLookOf('real'), pinPad: true } });
    expect(html).not.toContain('type="password"');
    expect(spoken).toContain('Nothing is typed on this machine.');
    expect(html).not.toContain('aria-disabled');
  });

  it('keeps an error in the step, with the field below it', () => {
    const { html, spoken } = stage({ problem: problemOf(wrongPinAtSign()) });
    expect(spoken).toContain('That was not the PIN');
    expect(spoken).toContain('Nothing was sent again');
    expect(html.indexOf('role="alert"')).toBeLessThan(html.indexOf('type="password"'));
  });
});

describe('WrongToken', () => {
  const look = wrongToken('real');
  const { html, spoken } = markup(
    <WrongToken
      look={look}
      mismatch={look.mismatch!}
      practice={false}
      holder="Priya Raman"
      onBack={nothing}
      onLook={nothing}
    />,
  );

  it('names both sides, expected first, and marks the digits that differ', () => {
    expect(spoken.indexOf('Expected')).toBeLessThan(spoken.indexOf('Plugged in'));
    expect(html.match(/<mark>/g)).toHaveLength(2);
    expect(html).toContain('<mark>02</mark>');
    expect(html).toContain('<mark>20</mark>');
  });

  it('says what to do and what did not happen', () => {
    expect(spoken).toContain('Take out 2 4 6 1 7 8 2 0');
    expect(spoken).toContain('Plug in 2 4 6 1 7 8 0 2');
    expect(spoken).toContain('Nothing was signed No PIN was sent');
  });
});
