/** The PIN lengths that a token takes, in characters. */
export interface PinLimits {
  readonly min: number;
  readonly max: number;
  /** The token's serial: its digits are printed on the device. */
  readonly serial?: string;
}

export interface PinProblem {
  readonly code:
    'characters' | 'too-short' | 'too-long' | 'well-known' | 'repeated' | 'sequence' | 'serial';
  /** What is the case, for the person. Never holds the PIN. */
  readonly sentence: string;
}

/** PINs that vendors set and that everybody tries first. */
const wellKnown: ReadonlySet<string> = new Set([
  '123456',
  '1234567',
  '12345678',
  '123456789',
  '1234567890',
  '000000',
  '00000000',
  '111111',
  '654321',
  '87654321',
  '112233',
  '121212',
  '123123',
  '123321',
  '159753',
  '147258',
  '147258369',
  '010203',
  '01020304',
  '102030',
  '10203040',
  '314159',
  '31415926',
  '271828',
  '1234',
  '0000',
  'password',
  'passwort',
  'changeit',
  'yubikey',
  'yubico',
  'softhsm',
  'qwerty',
  'qwertyui',
  'letmein',
]);

const rows = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
];

/**
 * Why a PIN may not be chosen, or null. Lengths are as the token tells; then default PINs, one block repeated,
 * runs of digits or letters in either direction, and the serial's digits are refused.
 * A PIN is judged when it is chosen, never when it is entered.
 */
export function judgePin(pin: string, { min, max, serial }: PinLimits): PinProblem | null {
  if (!/^[\x20-\x7e]*$/.test(pin)) {
    return {
      code: 'characters',
      sentence: 'A PIN holds digits, unaccented letters and signs only.',
    };
  }
  if (pin.length < min)
    return { code: 'too-short', sentence: `A PIN has ${min} characters or more.` };
  if (pin.length > max)
    return { code: 'too-long', sentence: `A PIN has ${max} characters or fewer.` };
  const folded = pin.toLowerCase();
  if (wellKnown.has(folded)) {
    return { code: 'well-known', sentence: 'This PIN is among the first that anybody tries.' };
  }
  if (/^(.{1,4})\1+$/.test(folded)) {
    return { code: 'repeated', sentence: 'This PIN repeats itself.' };
  }
  if (isRun(folded)) return { code: 'sequence', sentence: 'This PIN is a run of neighbours.' };
  if (serial !== undefined && isOfSerial(folded, serial.toLowerCase())) {
    return { code: 'serial', sentence: 'This PIN is printed on the token, in its serial number.' };
  }
  return null;
}

/** One run over the whole PIN, forwards or backwards; digits go round from 9 to 0. */
function isRun(pin: string): boolean {
  const backwards = Array.from(pin).toReversed().join('');
  return rows.some((row) => {
    const line = /^\d/.test(row) ? row.slice(0, 10).repeat(Math.ceil(pin.length / 10) + 1) : row;
    return line.includes(pin) || line.includes(backwards);
  });
}

/** The PIN is the serial, a part of it, or holds all of it; forwards or backwards. */
function isOfSerial(pin: string, serial: string): boolean {
  const digits = serial.replaceAll('-', '');
  if (digits.length < 4) return false;
  const backwards = Array.from(digits).toReversed().join('');
  return [digits, backwards].some((each) => each.includes(pin) || pin.includes(each));
}
