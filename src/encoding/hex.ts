import { EncodingError } from './encoding-error.ts';

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += digits[byte];
  return text;
}

/**
 * The bytes that hexadecimal text stands for. Both cases of the digits are read; nothing else is:
 * no prefix, no white space.
 * @throws EncodingError `encoding.hex` for an odd number of digits or any other character
 */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0) {
    throw new EncodingError('encoding.hex', 'hexadecimal text has an odd number of digits', {
      expected: 'two digits a byte',
      found: `${text.length} characters`,
      hint: 'The text was cut off or mistyped. Take it from its source again.',
    });
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    const high = digitValue(text.charCodeAt(2 * index));
    const low = digitValue(text.charCodeAt(2 * index + 1));
    if (high < 0 || low < 0) {
      throw new EncodingError('encoding.hex', 'hexadecimal text has a character that is no digit', {
        expected: 'the digits 0 to 9 and a to f',
        place: `character ${2 * index + (high < 0 ? 1 : 2)}`,
        hint: 'The text was damaged or is not hexadecimal. Take it from its source again.',
      });
    }
    bytes[index] = high * 16 + low;
  }
  return bytes;
}

function digitValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x61 && code <= 0x66) return code - 0x61 + 10;
  if (code >= 0x41 && code <= 0x46) return code - 0x41 + 10;
  return -1;
}
