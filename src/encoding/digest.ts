import { sha256 as hash256, sha384 as hash384, sha512 as hash512 } from '@noble/hashes/sha2.js';
import { equalBytes } from './bytes.ts';
import { EncodingError } from './encoding-error.ts';
import { toHex } from './hex.ts';

declare const sha256Brand: unique symbol;

/** A SHA-256 digest as 64 lower-case hexadecimal digits. What was digested is said by whoever holds it. */
export type Sha256Hex = string & { readonly [sha256Brand]: true };

/** The digests of FIPS 180-4, as one implementation gives them. */
export interface Digests {
  readonly sha256: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;
  readonly sha384: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;
  readonly sha512: (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;
  /** The first one in lower-case hexadecimal digits: half of the time of an audit's digests went into writing them. */
  readonly sha256Hex: (bytes: Uint8Array) => string;
}

const inTypeScript: Digests = {
  sha256: hash256,
  sha384: hash384,
  sha512: hash512,
  sha256Hex: (bytes) => toHex(hash256(bytes)),
};
let digests = inTypeScript;

/** Digests of these lengths take all ways through the padding: less than a block, exactly one, and more. */
const probes = [0, 55, 56, 64, 111, 112, 128, 300].map((length) => new Uint8Array(length).fill(97));

/**
 * Has an implementation of the platform compute every digest from now on: several times as fast. It is held against
 * the one in TypeScript first. The second implementation that looks at signatures never uses it.
 * @throws EncodingError `encoding.digest` if it computes anything else
 */
export function installDigests(native: Digests): void {
  for (const name of ['sha256', 'sha384', 'sha512'] as const) {
    const same = probes.every((probe) =>
      equalBytes(native[name](probe), inTypeScript[name](probe)),
    );
    if (!same) throw otherDigest(name);
  }
  if (!probes.every((probe) => native.sha256Hex(probe) === inTypeScript.sha256Hex(probe))) {
    throw otherDigest('sha256');
  }
  digests = native;
}

function otherDigest(name: string): EncodingError {
  return new EncodingError('encoding.digest', 'the platform computes another digest', {
    expected: `${name} of FIPS 180-4`,
    found: 'other bytes',
    hint: 'This installation is damaged or was changed. Use another one.',
  });
}

/** SHA-256 (FIPS 180-4): 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return digests.sha256(bytes);
}

/** SHA-384 (FIPS 180-4): 48 bytes. */
export function sha384(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return digests.sha384(bytes);
}

/** SHA-512 (FIPS 180-4): 64 bytes. */
export function sha512(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return digests.sha512(bytes);
}

/** SHA-256 of the bytes as 64 lower-case hexadecimal digits. */
export function sha256Hex(bytes: Uint8Array): Sha256Hex {
  return parseSha256Hex(digests.sha256Hex(bytes));
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
