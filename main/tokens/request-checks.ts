import { isTypedSerial } from '../../src/ceremony/serial.ts';
import { judgePin } from '../../src/keys/pin.ts';
import type { Act } from './act.ts';
import { TokenError } from './token-error.ts';
import type { KeyRef, TokenRef } from './token.ts';

// What is refused before anything is sent to a token.

/** The PIN of a request. Throws TokenError `pin.needed` where there is none. */
export function neededPin(pin: string | null, act: Act): string {
  if (pin !== null && pin !== '') return pin;
  throw new TokenError('pin.needed', 'the token needs its PIN', {
    ...(act.serial === null ? {} : { place: act.serial }),
    hint: 'Enter the PIN of the token.',
    notDone: ['Nothing was sent to the token'],
  });
}

/** Refuses a PIN that may not be chosen for this token: six characters at least, whatever the token takes. */
export function refuseWeakPin(
  pin: string,
  { min, max }: { readonly min: number; readonly max: number },
  ref: TokenRef,
): void {
  const problem = judgePin(pin, { min: Math.max(min, 6), max, serial: ref.serial });
  if (problem === null) return;
  throw new TokenError('pin.format', 'this PIN can not be chosen', {
    place: ref.serial,
    hint: problem.sentence,
    notDone: ['No PIN was set'],
  });
}

/** The error where the plan names another token. */
export function otherToken(expected: string, ref: TokenRef): TokenError {
  return new TokenError('token.wrong-serial', 'this is not the token in the plan', {
    expected,
    found: ref.serial,
    hint: `Take out ${ref.serial}. Plug in ${expected}.`,
    notDone: ['No key was made', 'No PIN was sent'],
  });
}

/** Refuses to remove a key that the person did not confirm by serial and digest. Throws TokenError `key.mismatch`. */
export function refuseUnconfirmed(
  key: KeyRef,
  confirmed: { readonly serial: string; readonly spkiDigest: string },
): void {
  const same =
    isTypedSerial(confirmed.serial, key.serial) && confirmed.spkiDigest === String(key.spkiDigest);
  if (same) return;
  throw new TokenError('key.mismatch', 'what was confirmed is not this key', {
    expected: `${key.serial}, ${key.spkiDigest.slice(0, 8)}`,
    found: 'another serial, or another key',
    place: key.serial,
    hint: 'Type the serial of the token, and compare the words of the key.',
    notDone: ['No key was removed', 'No PIN was sent'],
  });
}

/** The error where a token of the practice store was asked for. */
export function notPractice(ref: TokenRef, present: boolean): TokenError {
  return present
    ? new TokenError('token.not-practice', 'this is no practice token of this station', {
        place: ref.serial,
        hint: 'The station makes, changes and removes practice tokens only.',
      })
    : new TokenError('token.absent', 'the token is not plugged in', {
        place: ref.serial,
        hint: 'Look at the list of tokens again.',
      });
}

/** The error for a request of the station that makes no sense. */
export function badInput(expected: string): TokenError {
  return new TokenError(
    'token.input',
    'the station asked a token for something that makes no sense',
    {
      expected,
      hint: 'Report this: it is a fault of the station.',
      notDone: ['Nothing was sent to the token'],
    },
  );
}
