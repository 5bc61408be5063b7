import { isSha256Hex, type Sha256Hex, sha256Hex } from '../encoding/digest.ts';
import { KeyError } from './key-error.ts';

declare const spkiBrand: unique symbol;

/**
 * SHA-256 of a key's SubjectPublicKeyInfo, 64 lower-case hexadecimal digits:
 * what a key is known by, whatever it is called elsewhere.
 */
export type SpkiDigest = Sha256Hex & { readonly [spkiBrand]: true };

/** True for text that can be the digest of a key. */
export function isSpkiDigest(text: string): text is SpkiDigest {
  return isSha256Hex(text);
}

/**
 * A key's digest as a plan, a record or another person says it.
 * @throws KeyError `key.malformed` for anything but 64 lower-case hexadecimal digits
 */
export function parseSpkiDigest(text: string, place: string): SpkiDigest {
  if (isSpkiDigest(text)) return text;
  throw new KeyError('key.malformed', 'the text is no fingerprint of a public key', {
    expected: '64 digits, 0 to 9 and a to f in small letters',
    found: `${text.length} characters`,
    place,
    hint: 'The fingerprint was cut off or mistyped. Take it from its source again.',
  });
}

/** The digest of SubjectPublicKeyInfo in DER. */
export function spkiDigest(spki: Uint8Array): SpkiDigest {
  return parseSpkiDigest(sha256Hex(spki), 'public key');
}
