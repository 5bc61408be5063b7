import { type Sha256Hex, sha256Hex } from '../encoding/digest.ts';
import { decodePem, encodePem } from '../encoding/pem.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import { requireCurvePoint, requireEd25519Point } from './curves.ts';
import { KeyError } from './key-error.ts';
import { ecdsaSpki, ed25519Spki, readSpki, rsaSpki } from './spki.ts';

declare const spkiBrand: unique symbol;

/** SHA-256 of a key's SubjectPublicKeyInfo: what a key is, whatever it is called. */
export type SpkiDigest = Sha256Hex & { readonly [spkiBrand]: true };

export type KeyType = 'ecdsa-p256' | 'ecdsa-p384' | 'ed25519' | 'rsa';

/** A public key that was checked: its numbers are in range, its point is on the curve. */
export interface PublicKey {
  readonly type: KeyType;
  /** SubjectPublicKeyInfo in DER, the only one for this key (RFC 5280, section 4.1). */
  readonly spki: Uint8Array;
  readonly digest: SpkiDigest;
}

/**
 * A key from SubjectPublicKeyInfo in strict DER: P-256 or P-384 as a named curve with an uncompressed
 * point (RFC 5480), Ed25519 (RFC 8410), or RSA of 2048 to 8192 bits (RFC 3279, section 2.3.1).
 * @param place what the bytes are, for errors
 * @throws KeyError `key.malformed`, `key.unsupported` or `key.not-on-curve`
 */
export function publicKeyFromSpki(der: Uint8Array, place: string): PublicKey {
  const { type, value } = readSpki(der, place);
  if (type === 'ed25519') requireEd25519Point(value, place);
  else if (type !== 'rsa') requireCurvePoint(type, value, place);
  return keyOf(type, der);
}

/**
 * A key from one PEM block `PUBLIC KEY` with nothing around it but white space.
 * @throws KeyError as `publicKeyFromSpki`; `key.malformed` for other PEM
 */
export function publicKeyFromPem(text: string, place: string): PublicKey {
  let der: Uint8Array;
  try {
    der = decodePem(text, 'PUBLIC KEY');
  } catch (cause) {
    if (!(cause instanceof EncodingError)) throw cause;
    throw new KeyError('key.malformed', 'the text is no public key in PEM form', {
      ...(cause.expected === undefined ? {} : { expected: cause.expected }),
      ...(cause.found === undefined ? {} : { found: cause.found }),
      place: cause.place === undefined ? place : `${place}, ${cause.place}`,
      hint: cause.hint,
      cause,
    });
  }
  return publicKeyFromSpki(der, place);
}

/**
 * An ECDSA key from its uncompressed point 04 ‖ X ‖ Y (SEC 1, section 2.3.3): 65 bytes are P-256, 97 are P-384.
 * @throws KeyError `key.malformed` or `key.not-on-curve`
 */
export function publicKeyFromPoint(point: Uint8Array, place = 'point'): PublicKey {
  const type = point.length === 65 ? 'ecdsa-p256' : point.length === 97 ? 'ecdsa-p384' : null;
  if (type === null || point[0] !== 4) {
    throw new KeyError('key.malformed', 'the bytes are no uncompressed point', {
      expected: '65 or 97 bytes, the first of them 04',
      found: `${point.length} bytes`,
      place,
      hint: 'The key is of another kind, or the text was cut off.',
    });
  }
  requireCurvePoint(type, point, place);
  return keyOf(type, ecdsaSpki(type, point));
}

/**
 * An Ed25519 key from its 32 bytes (RFC 8032, section 5.1.5).
 * @throws KeyError `key.malformed` or `key.not-on-curve`
 */
export function publicKeyFromEd25519(raw32: Uint8Array, place = 'key'): PublicKey {
  if (raw32.length !== 32) {
    throw new KeyError('key.malformed', 'the bytes are no Ed25519 key', {
      expected: '32 bytes',
      found: `${raw32.length} bytes`,
      place,
      hint: 'The key is of another kind, or the text was cut off.',
    });
  }
  requireEd25519Point(raw32, place);
  return keyOf('ed25519', ed25519Spki(raw32));
}

/**
 * An RSA key from modulus and exponent, big-endian; leading zeros are dropped.
 * @throws KeyError `key.malformed` or `key.unsupported`
 */
export function publicKeyFromRsa(
  modulus: Uint8Array,
  exponent: Uint8Array,
  place = 'key',
): PublicKey {
  return publicKeyFromSpki(rsaSpki(modulus, exponent), place);
}

/** `PUBLIC KEY` in PEM with a final line end. */
export function publicKeyPem(key: PublicKey): string {
  return encodePem('PUBLIC KEY', key.spki);
}

/** A digest read back from a file or a record, where it was written for a key. */
export function isSpkiDigest(digest: Sha256Hex): digest is SpkiDigest {
  return digest.length === 64;
}

function keyOf(type: KeyType, der: Uint8Array): PublicKey {
  // A copy, since the caller may go on to use its buffer.
  const spki = Uint8Array.from(der);
  return { type, spki, digest: spkiDigest(spki) };
}

/** What a public key is known by: SHA-256 over its SubjectPublicKeyInfo. */
function spkiDigest(spki: Uint8Array): SpkiDigest {
  const digest = sha256Hex(spki);
  if (!isSpkiDigest(digest)) throw new RangeError('SHA-256 has 64 digits');
  return digest;
}
