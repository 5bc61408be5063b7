import { EncodingError } from './encoding-error.ts';

/** The character codes of the digits 0 to 9 and a to f. */
const codes = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const bytesAtOnce = 1024;

/**
 * Lower-case hexadecimal, two digits a byte. One text in one piece: put together digit by digit, the engine would keep
 * every step, and digests live long.
 */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += bytesAtOnce) {
    const part: number[] = [];
    for (const byte of bytes.subarray(from, from + bytesAtOnce)) {
      part.push(codes[byte >> 4] ?? 0, codes[byte & 15] ?? 0);
    }
    text += String.fromCharCode(...part);
  }
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
