import { sha256 as hash256, sha384 as hash384, sha512 as hash512 } from '@noble/hashes/sha2.js';
import { EncodingError } from './encoding-error.ts';
import { toHex } from './hex.ts';

declare const sha256Brand: unique symbol;

/** A SHA-256 digest as 64 lower-case hexadecimal digits. What was digested is said by whoever holds it. */
export type Sha256Hex = string & { readonly [sha256Brand]: true };

/** SHA-256 (FIPS 180-4): 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return hash256(bytes);
}

/** SHA-384 (FIPS 180-4): 48 bytes. */
export function sha384(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return hash384(bytes);
}

/** SHA-512 (FIPS 180-4): 64 bytes. */
export function sha512(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return hash512(bytes);
}

/** SHA-256 of the bytes as 64 lower-case hexadecimal digits. */
export function sha256Hex(bytes: Uint8Array): Sha256Hex {
  return parseSha256Hex(toHex(sha256(bytes)));
}

/** True for exactly 64 lower-case hexadecimal digits. */
export function isSha256Hex(text: string): text is Sha256Hex {
  return /^[0-9a-f]{64}$/.test(text);
}

/**
 * Text that has to be a SHA-256 digest.
 * @throws EncodingError `encoding.digest` for anything but 64 lower-case hexadecimal digits
 */
export function parseSha256Hex(text: string): Sha256Hex {
  if (isSha256Hex(text)) return text;
  throw new EncodingError('encoding.digest', 'text is not a SHA-256 digest', {
    expected: '64 digits, 0 to 9 and a to f in small letters',
    found: `${text.length} characters`,
    hint: 'The digest was cut off or mistyped. Take it from its source again.',
  });
}
