import { StationError } from '../encoding/station-error.ts';

declare const serialBrand: unique symbol;

/** A token's serial: 1 to 64 of `A-Z a-z 0-9 -`, so that it is safe in a path and on screen. */
export type Serial = string & { readonly [serialBrand]: true };

/** The strict alphabet of serials, which does not begin with a hyphen. */
export const serialForm = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/** True for text in the strict alphabet of serials that does not begin with a hyphen. */
export function isSerial(text: string): text is Serial {
  return serialForm.test(text);
}

/** The serial as people read it: eight digits in groups of two, three and three, anything else as it is. */
export function serialInWords(serial: string): string {
  const groups = /^(\d{2})(\d{3})(\d{3})$/.exec(serial);
  return groups === null ? serial : groups.slice(1).join(' ');
}

/**
 * Whether this serial was typed: with gaps or without. A number of less than eight digits is drawn with zeros in front, as
 * on the label of a YubiKey: whoever types those has typed it.
 */
export function isTypedSerial(typed: string, serial: string): boolean {
  const plain = typed.replaceAll(/\s/g, '');
  if (plain === '') return false;
  return plain === serial || (/^\d{1,7}$/.test(serial) && plain === serial.padStart(8, '0'));
}

/** Raised for text that cannot be a serial. Never repeats it. */
export class SerialError extends StationError<'serial.malformed'> {}

/**
 * @param place where the text is from, for errors
 * @throws SerialError
 */
export function parseSerial(text: string, place: string): Serial {
  if (isSerial(text)) return text;
  throw new SerialError('serial.malformed', 'this is not the serial of a token', {
    place,
    expected: '1 to 64 letters, digits and hyphens',
    found: `${text.length} characters, some of them others`,
    hint: 'Compare the serial with the number on the back of the token.',
  });
}
