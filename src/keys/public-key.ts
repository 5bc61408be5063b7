import { EncodingError } from '../encoding/encoding-error.ts';
import { decodePem, encodePem } from '../encoding/pem.ts';
import { type EcdsaType, requireCurvePoint, requireEd25519Point } from './curves.ts';
import { KeyError } from './key-error.ts';
import { type SpkiDigest, spkiDigest } from './spki-digest.ts';
import { ecdsaSpki, ed25519Spki, readSpki, rsaSpki } from './spki.ts';

export type { SpkiDigest } from './spki-digest.ts';

export type KeyType = EcdsaType | 'ed25519' | 'rsa';

/** A public key that was checked: its numbers are in range, its point is on the curve. */
export interface PublicKey {
  readonly type: KeyType;
  /** SubjectPublicKeyInfo in DER, the only one for this key (RFC 5280, section 4.1). */
  readonly spki: Uint8Array;
  readonly digest: SpkiDigest;
}

const pemLabel = 'PUBLIC KEY';

/**
 * A key from SubjectPublicKeyInfo in strict DER: P-256 or P-384 as a named curve with an uncompressed
 * point (RFC 5480), Ed25519 (RFC 8410), or RSA of 2048 to 8192 bits (RFC 3279, section 2.3.1).
 * @param place what the bytes are, for errors
 * @throws KeyError `key.malformed`, `key.unsupported` or `key.not-on-curve`
 */
export function publicKeyFromSpki(der: Uint8Array, place: string): PublicKey {
  const content = readSpki(der, place);
  if (content.type === 'ed25519') requireEd25519Point(content.raw, place);
  else if (content.type !== 'rsa') requireCurvePoint(content.type, content.point, place);
  return keyOf(content.type, der);
}

/**
 * A key from one PEM block `PUBLIC KEY` with nothing around it but white space.
 * @throws KeyError as `publicKeyFromSpki`; `key.malformed` for other PEM
 */
export function publicKeyFromPem(text: string, place: string): PublicKey {
  return publicKeyFromSpki(derOf(text, place), place);
}

/**
 * An ECDSA key from its uncompressed point 04 ‖ X ‖ Y (SEC 1, section 2.3.3): 65 bytes are P-256, 97 are P-384.
 * @throws KeyError `key.malformed` or `key.not-on-curve`
 */
export function publicKeyFromPoint(point: Uint8Array, place = 'public key'): PublicKey {
  const type = point.length === 65 ? 'ecdsa-p256' : point.length === 97 ? 'ecdsa-p384' : null;
  if (type === null || point[0] !== 4) {
    throw otherLength('an uncompressed point: 04, then 64 or 96 bytes', point, place);
  }
  requireCurvePoint(type, point, place);
  return keyOf(type, ecdsaSpki(type, point));
}

/**
 * An Ed25519 key from its 32 bytes (RFC 8032, section 5.1.5).
 * @throws KeyError `key.malformed` or `key.not-on-curve`
 */
export function publicKeyFromEd25519(raw32: Uint8Array, place = 'public key'): PublicKey {
  if (raw32.length !== 32) throw otherLength('the 32 bytes of an Ed25519 key', raw32, place);
  requireEd25519Point(raw32, place);
  return keyOf('ed25519', ed25519Spki(raw32));
}

/**
 * An RSA key from modulus and exponent, both big-endian; leading zeros are dropped.
 * @throws KeyError `key.malformed` or `key.unsupported`
 */
export function publicKeyFromRsa(
  modulus: Uint8Array,
  exponent: Uint8Array,
  place = 'public key',
): PublicKey {
  return publicKeyFromSpki(rsaSpki(modulus, exponent), place);
}

/** `PUBLIC KEY` in PEM with a final line end. */
export function publicKeyPem(key: PublicKey): string {
  return encodePem(pemLabel, key.spki);
}

function keyOf(type: KeyType, der: Uint8Array): PublicKey {
  // A copy, since the caller may go on to use its buffer.
  const spki = Uint8Array.from(der);
  return { type, spki, digest: spkiDigest(spki) };
}

function derOf(pem: string, place: string): Uint8Array {
  try {
    return decodePem(pem, pemLabel);
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
}

function otherLength(expected: string, bytes: Uint8Array, place: string): KeyError {
  return new KeyError('key.malformed', 'the bytes are no public key of this kind', {
    expected,
    found: `${bytes.length} bytes`,
    place,
    hint: 'The key is of another kind, or the text was cut off.',
  });
}
