import { assert, boolean, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pinLimits, pinRules } from '../../../main/station/pin-rules.ts';
import { judgePin } from '../../../src/keys/pin.ts';

const token = (min: number, max: number, practice: boolean) => ({
  pinLength: { min, max },
  practice,
  serial: '24617802' as never,
});

/** Nothing but its length is wrong with it. */
const pin = (length: number): string => 'Tq7!Vz2#Lm9$Rx4%'.repeat(5).slice(0, length);

describe('the rules of a PIN, said before it is typed', () => {
  it.each([
    [token(4, 64, true), 'Six to eight characters.'],
    [token(6, 8, false), 'Six to eight characters.'],
    [token(4, 64, false), 'Six to 64 characters.'],
    [token(8, 12, false), 'Eight to twelve characters.'],
  ])('%j: %s', (of, sentence) => {
    expect(pinRules(of)[0]).toBe(sentence);
  });

  it('are the rules by which it is judged: every length outside is refused, and none inside', () => {
    assert(
      property(
        boolean(),
        integer({ min: 4, max: 9 }),
        integer({ min: 9, max: 64 }),
        (practice, min, max) => {
          const limits = pinLimits(token(min, max, practice));
          expect(judgePin(pin(limits.min - 1), limits)?.code).toBe('too-short');
          expect(judgePin(pin(limits.max + 1), limits)?.code).toBe('too-long');
          expect(judgePin(pin(Math.min(limits.min, limits.max)), limits)?.code).toBe(
            limits.min <= limits.max ? undefined : 'too-short',
          );
        },
      ),
    );
  });

  it('refuse the serial that is printed on the token', () => {
    expect(judgePin('24617802', pinLimits(token(4, 64, true)))?.code).toBe('serial');
    const unnamed = { ...token(4, 64, true), serial: null };
    expect(judgePin('24617802', pinLimits(unnamed))).toBeNull();
  });
});
