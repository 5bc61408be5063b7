import { base64 } from '@scure/base';
import { EncodingError } from './encoding-error.ts';

/** Base64 with padding (RFC 4648, section 4), on one line. */
export function toBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

/**
 * The bytes of strict base64 (RFC 4648, section 4): padded, no white space, unused bits zero,
 * so that equal bytes have exactly one text.
 * @throws EncodingError `encoding.base64`
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw notBase64();
  try {
    return Uint8Array.from(base64.decode(text));
  } catch (cause) {
    throw notBase64(cause);
  }
}

function notBase64(cause?: unknown): EncodingError {
  return new EncodingError('encoding.base64', 'text is not base64', {
    expected: 'base64 with padding, and no other characters',
    hint: 'The text was cut off or damaged. Take it from its source again.',
    cause,
  });
}
