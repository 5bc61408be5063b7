import { isTypedSerial } from '../../../src/ceremony/serial.ts';
import { judgePin } from '../../../src/keys/pin.ts';
import { TokenError } from '../token-error.ts';
import type { SetUpRequest } from './yubikey.ts';

/** What every YubiKey takes as a PIN and as a PUK, in characters. */
export const secretLength = { min: 6, max: 8 } as const;

/**
 * Refuses a set-up that the person did not mean, or with secrets that anybody guesses, before anything is sent.
 * @throws TokenError `token.wrong-serial`, `pin.format`
 */
export function refuseUnfitSetUp({
  ref: { serial },
  typedSerial,
  pin,
  puk,
}: Pick<SetUpRequest, 'ref' | 'typedSerial' | 'pin' | 'puk'>): void {
  if (!isTypedSerial(typedSerial, serial)) throw otherNumber(serial);
  refuseWeak(pin, serial, 'PIN');
  refuseWeak(puk, serial, 'PUK');
  if (pin === puk) throw same(serial);
}

/** @throws TokenError `pin.format` for a PIN or PUK that is a default, too short or too long, or easily guessed */
export function refuseWeak(value: string, serial: string, what: 'PIN' | 'PUK'): void {
  const problem = judgePin(value, { ...secretLength, serial });
  if (problem === null) return;
  throw new TokenError('pin.format', `this ${what} can not be chosen`, {
    place: serial,
    hint: problem.sentence.replaceAll('PIN', what),
    notDone: ['Nothing was changed on the YubiKey'],
  });
}

/**
 * PIV has room for eight bytes of a PIN or PUK: one that does not fit is not the device's, and is not sent.
 * @throws TokenError `pin.format`
 */
export function refuseUnfit(typed: string, serial: string, what: 'PIN' | 'PUK'): void {
  const bytes = Buffer.byteLength(typed, 'utf8');
  if (bytes > 0 && bytes <= secretLength.max) return;
  throw new TokenError('pin.format', `that can not be the ${what} of a YubiKey`, {
    place: serial,
    hint: `It has eight characters at most, fewer with accents. Enter the ${what} again.`,
    notDone: [`No ${what} was sent`, 'Nothing was changed on the YubiKey'],
  });
}

function same(serial: string): TokenError {
  return new TokenError('pin.format', 'PIN and PUK are the same', {
    place: serial,
    hint: 'Choose two that differ: the PUK helps when the PIN is forgotten.',
    notDone: ['Nothing was changed on the YubiKey'],
  });
}

function otherNumber(serial: string): TokenError {
  return new TokenError('token.wrong-serial', 'the number is not the one of this YubiKey', {
    expected: serial,
    found: 'another number',
    hint: 'Read the number on the back of the YubiKey and type it again.',
    notDone: ['Nothing was erased', 'Nothing was changed on the YubiKey'],
  });
}
