import type { PinLimits } from '../../src/keys/pin.ts';
import type { PresentToken } from '../tokens/token.ts';

/** As a YubiKey takes them. A practice token would take more; a rehearsal teaches what holds on the day. */
const longestPracticePin = 8;
const shortestPin = 6;

/** What a PIN that is chosen for this token is held against. */
export function pinLimits(
  token: Pick<PresentToken, 'pinLength' | 'practice' | 'serial'>,
): PinLimits {
  const { min, max } = token.pinLength;
  return {
    min: Math.max(min, shortestPin),
    max: token.practice ? Math.min(max, longestPracticePin) : max,
    ...(token.serial === null ? {} : { serial: token.serial }),
  };
}

/** The same rules in words, said before the PIN is typed. */
export function pinRules(token: Pick<PresentToken, 'pinLength' | 'practice' | 'serial'>): string[] {
  const { min, max } = pinLimits(token);
  return [
    `${inWords(min)} to ${inWords(max).toLowerCase()} characters.`,
    'Not a default, not your serial, no rows or repeats of digits.',
  ];
}

const numbers = ['Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

function inWords(count: number): string {
  return numbers[count - shortestPin] ?? String(count);
}
