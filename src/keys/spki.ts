import { equalBytes } from '../encoding/bytes.ts';
import { derElement, DerReader, derTag, derUnsigned } from '../encoding/der.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import { fromHex } from '../encoding/hex.ts';
import type { EcdsaType } from './curves.ts';
import { KeyError } from './key-error.ts';
import { readRsaNumbers, type RsaNumbers } from './rsa-numbers.ts';

/** What SubjectPublicKeyInfo holds. A point still has to be checked to be on its curve. */
export type SpkiContent =
  | { readonly type: EcdsaType; readonly point: Uint8Array }
  | { readonly type: 'ed25519'; readonly raw: Uint8Array }
  | { readonly type: 'rsa'; readonly numbers: RsaNumbers };

// Object identifiers as DER content: RFC 5480 sections 2.1.1 and 2.1.1.1, RFC 8410 section 3, RFC 3279 section 2.3.1.
const oid = {
  ecPublicKey: fromHex('2a8648ce3d0201'),
  p256: fromHex('2a8648ce3d030107'),
  p384: fromHex('2b81040022'),
  ed25519: fromHex('2b6570'),
  rsaEncryption: fromHex('2a864886f70d010101'),
} as const;

/**
 * Reads SubjectPublicKeyInfo (RFC 5280, section 4.1) in strict DER and no other form.
 * @throws KeyError `key.malformed` or `key.unsupported`
 */
export function readSpki(der: Uint8Array, place: string): SpkiContent {
  try {
    const whole = new DerReader(der);
    const info = whole.sequence();
    whole.end();
    const algorithm = info.sequence();
    const bits = info.take(derTag.bitString);
    info.end();
    if (bits[0] !== 0) throw malformed('a key of whole bytes', 'unused bits', place);
    return readKey(algorithm, bits.subarray(1), place);
  } catch (cause) {
    if (!(cause instanceof EncodingError)) throw cause;
    const at = cause.place === undefined ? place : `${place}, ${cause.place}`;
    throw malformed(cause.expected ?? 'strict DER', cause.found ?? 'other bytes', at, cause);
  }
}

function readKey(algorithm: DerReader, key: Uint8Array, place: string): SpkiContent {
  const name = algorithm.take(derTag.objectIdentifier);
  if (equalBytes(name, oid.ecPublicKey)) {
    const curve = algorithm.take(derTag.objectIdentifier);
    algorithm.end();
    if (equalBytes(curve, oid.p256)) return readPoint('ecdsa-p256', key, 65, place);
    if (equalBytes(curve, oid.p384)) return readPoint('ecdsa-p384', key, 97, place);
    throw unsupported('the curve P-256 or P-384', 'another curve', place);
  }
  if (equalBytes(name, oid.ed25519)) {
    algorithm.end();
    if (key.length === 32) return { type: 'ed25519', raw: key };
    throw malformed('32 bytes of Ed25519', `${key.length} bytes`, place);
  }
  if (equalBytes(name, oid.rsaEncryption)) {
    if (algorithm.take(derTag.null).length > 0) throw malformed('an empty NULL', 'more', place);
    algorithm.end();
    return { type: 'rsa', numbers: readRsaNumbers(key, place) };
  }
  throw unsupported('a P-256, P-384, Ed25519 or RSA key', 'another kind', place);
}

function readPoint(type: EcdsaType, point: Uint8Array, size: number, place: string): SpkiContent {
  if (point.length === size && point[0] === 4) return { type, point };
  throw malformed(`an uncompressed point of ${size} bytes`, `${point.length} bytes`, place);
}

/** SubjectPublicKeyInfo of an uncompressed point (RFC 5480, section 2). */
export function ecdsaSpki(type: EcdsaType, point: Uint8Array): Uint8Array<ArrayBuffer> {
  const curve = type === 'ecdsa-p256' ? oid.p256 : oid.p384;
  return spki([identifier(oid.ecPublicKey), identifier(curve)], point);
}

/** SubjectPublicKeyInfo of the 32 bytes of Ed25519 (RFC 8410, section 4). */
export function ed25519Spki(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  return spki([identifier(oid.ed25519)], raw);
}

/** SubjectPublicKeyInfo of an RSA modulus and exponent, both big-endian (RFC 3279, section 2.3.1). */
export function rsaSpki(modulus: Uint8Array, exponent: Uint8Array): Uint8Array<ArrayBuffer> {
  const numbers = derElement(derTag.sequence, derUnsigned(modulus), derUnsigned(exponent));
  return spki([identifier(oid.rsaEncryption), derElement(derTag.null)], numbers);
}

function identifier(content: Uint8Array): Uint8Array {
  return derElement(derTag.objectIdentifier, content);
}

function spki(algorithm: readonly Uint8Array[], key: Uint8Array): Uint8Array<ArrayBuffer> {
  return derElement(
    derTag.sequence,
    derElement(derTag.sequence, ...algorithm),
    derElement(derTag.bitString, Uint8Array.of(0), key),
  );
}

function malformed(expected: string, found: string, place: string, cause?: unknown): KeyError {
  return new KeyError('key.malformed', 'the bytes are no public key in strict form', {
    expected,
    found,
    place,
    hint: 'The file is damaged or was changed. Ask the keyholder for the key again.',
    cause,
  });
}

function unsupported(expected: string, found: string, place: string): KeyError {
  return new KeyError('key.unsupported', 'the station does not use keys of this kind', {
    expected,
    found,
    place,
    hint: 'Make a key of a kind that the plan can name.',
  });
}
