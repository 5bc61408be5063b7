import { equalBytes } from '../encoding/bytes.ts';
import { derElement, DerReader, derTag, derUnsigned } from '../encoding/der.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import { fromHex } from '../encoding/hex.ts';
import type { EcdsaType } from './curves.ts';
import { KeyError } from './key-error.ts';
import { requireRsaNumbers } from './rsa.ts';

/** What SubjectPublicKeyInfo holds: a point, 32 bytes of Ed25519, or the DER of an RSA key. */
export interface SpkiContent {
  readonly type: EcdsaType | 'ed25519' | 'rsa';
  readonly value: Uint8Array;
}

// Object identifiers as DER content: RFC 5480 sections 2.1.1 and 2.1.1.1, RFC 8410 section 3, RFC 3279 section 2.3.1.
const oid = {
  ecPublicKey: fromHex('2a8648ce3d0201'),
  p256: fromHex('2a8648ce3d030107'),
  p384: fromHex('2b81040022'),
  ed25519: fromHex('2b6570'),
  rsaEncryption: fromHex('2a864886f70d010101'),
} as const;

/**
 * Reads SubjectPublicKeyInfo (RFC 5280, section 4.1) in strict DER and no other form. The content of
 * a curve key still has to be checked to be a point.
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
    if (bits[0] !== 0) throw malformed('a key of whole bytes', place);
    return readContent(algorithm, bits.subarray(1), place);
  } catch (cause) {
    if (!(cause instanceof EncodingError)) throw cause;
    throw malformed(cause.expected ?? 'strict DER', place, cause);
  }
}

function readContent(algorithm: DerReader, value: Uint8Array, place: string): SpkiContent {
  const name = algorithm.take(derTag.objectIdentifier);
  if (equalBytes(name, oid.ecPublicKey)) {
    const curve = algorithm.take(derTag.objectIdentifier);
    algorithm.end();
    if (equalBytes(curve, oid.p256)) return point('ecdsa-p256', value, 65, place);
    if (equalBytes(curve, oid.p384)) return point('ecdsa-p384', value, 97, place);
    throw unsupported('the curve P-256 or P-384', 'another curve', place);
  }
  if (equalBytes(name, oid.ed25519)) {
    algorithm.end();
    if (value.length !== 32) throw malformed('32 bytes of Ed25519', place);
    return { type: 'ed25519', value };
  }
  if (equalBytes(name, oid.rsaEncryption)) {
    if (algorithm.take(derTag.null).length !== 0) throw malformed('an empty NULL', place);
    algorithm.end();
    requireRsaNumbers(value, place);
    return { type: 'rsa', value };
  }
  throw unsupported('a P-256, P-384, Ed25519 or RSA key', 'another kind', place);
}

function point(type: EcdsaType, value: Uint8Array, length: number, place: string): SpkiContent {
  if (value.length !== length || value[0] !== 4) {
    throw malformed(`an uncompressed point of ${length} bytes`, place);
  }
  return { type, value };
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

function spki(algorithm: readonly Uint8Array[], value: Uint8Array): Uint8Array<ArrayBuffer> {
  return derElement(
    derTag.sequence,
    derElement(derTag.sequence, ...algorithm),
    derElement(derTag.bitString, Uint8Array.of(0), value),
  );
}

function malformed(expected: string, place: string, cause?: EncodingError): KeyError {
  return new KeyError('key.malformed', 'the bytes are no public key in strict form', {
    expected,
    ...(cause?.found === undefined ? {} : { found: cause.found }),
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
