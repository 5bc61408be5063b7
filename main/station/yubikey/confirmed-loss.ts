import { isTypedSerial } from '../../../src/ceremony/serial.ts';
import type { KeyToReplace } from '../../../src/contract/keyholder.ts';
import { sheetOf } from '../../../src/encoding/fingerprint.ts';
import type { ReplacedKey, YubikeyStatus } from '../../tokens/yubikey/yubikey.ts';
import { StepError } from '../desk.ts';

/**
 * A key in 9c is lost only after the person has named it: the serial of the YubiKey and the four words of row A, both
 * typed, of the key that was on screen and is there now.
 * @returns what goes, or null where the slot is empty
 * @throws StepError `key.not-confirmed`; nothing was sent
 */
export function confirmedLoss(
  { serial, key }: YubikeyStatus,
  typed: KeyToReplace | null,
): ReplacedKey | null {
  const spki = key?.spkiDigest ?? null;
  if (key === null && typed === null) return null;
  if (spki === null || typed === null) {
    throw notConfirmed(
      serial,
      spki === null ? 'no key in slot 9c' : `key ${spki.slice(0, 8)} in slot 9c`,
      spki === null
        ? 'Look at the token again.'
        : 'Type the number of the YubiKey and the words of its key.',
    );
  }
  if (!isTypedSerial(typed.serial, serial))
    throw notConfirmed(serial, 'another number', 'Read the number on the back of the YubiKey.');
  if (typed.spkiSha256 !== spki)
    throw notConfirmed(serial, `key ${spki.slice(0, 8)} in slot 9c`, 'Look at the token again.');
  const words = sheetOf(spki)[0]?.words.join(' ') ?? '';
  if (plain(typed.words) !== plain(words))
    throw notConfirmed(
      serial,
      'other words',
      'Type the four words of row A, as they stand on screen.',
    );
  return { typedSerial: typed.serial, spkiDigest: spki };
}

function plain(words: string): string {
  return words.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

function notConfirmed(place: string, found: string, hint: string): StepError {
  return new StepError('key.not-confirmed', 'the key that would be lost was not named', {
    expected: 'the number of the YubiKey and the words of its key',
    found,
    place,
    hint,
    notDone: ['The key on it stays.', 'No key was made.', 'No PIN was sent.'],
  });
}
