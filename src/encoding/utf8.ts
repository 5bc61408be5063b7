import { EncodingError } from './encoding-error.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Text as UTF-8.
 * @throws EncodingError `encoding.utf8` for half a surrogate pair, which has no UTF-8 form
 */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  if (!text.isWellFormed()) {
    throw new EncodingError('encoding.utf8', 'text has half of a character', {
      expected: 'whole Unicode characters',
      found: 'a lone surrogate',
      hint: 'The text was damaged. Take it from its source again.',
    });
  }
  return encoder.encode(text);
}

/**
 * UTF-8 as text. A byte order mark is kept as U+FEFF: it is for the caller to refuse.
 * @throws EncodingError `encoding.utf8` naming the first byte that is not UTF-8 (RFC 3629)
 */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new EncodingError('encoding.utf8', 'bytes are not UTF-8 text', {
      expected: 'UTF-8',
      place: `byte ${utf8Length(bytes) + 1}`,
      hint: 'The file is damaged, or it is no text file.',
      cause,
    });
  }
}

/** How many bytes from the start are well-formed UTF-8 (RFC 3629, section 4): the whole length if all are. */
export function utf8Length(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset);
    if (length === 0) return offset;
    offset += length;
  }
  return offset;
}

function sequenceLength(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  // The second byte is where over-long forms, surrogates and code points above U+10FFFF show.
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[offset + 1] ?? 0;
  if (second < lowest || second > highest) return 0;
  for (let index = 2; index < length; index++) {
    if (((bytes[offset + index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
