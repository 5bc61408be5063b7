import { concat } from '../encoding/bytes.ts';
import { derElement, DerReader, derTag, derUnsigned } from '../encoding/der.ts';
import { EncodingError } from '../encoding/encoding-error.ts';
import { KeyError } from './key-error.ts';

/**
 * An ECDSA signature as r ‖ s from ECDSA-Sig-Value in strict DER (RFC 3279, section 2.2.3).
 * @param size bytes of r and of s: 32 for P-256, 48 for P-384
 * @throws KeyError `signature.malformed` for other DER, trailing bytes, negative or too long numbers
 */
export function ecdsaDerToRaw(der: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  try {
    const whole = new DerReader(der);
    const pair = whole.sequence();
    whole.end();
    const r = pair.unsigned();
    const s = pair.unsigned();
    pair.end();
    return concat(padded(r, size), padded(s, size));
  } catch (cause) {
    if (!(cause instanceof EncodingError)) throw cause;
    throw malformed(
      cause.expected ?? 'strict DER',
      cause.found ?? 'other bytes',
      cause.place,
      cause,
    );
  }
}

/**
 * ECDSA-Sig-Value in DER from r ‖ s (both big-endian and of the same length), as PKCS#11 tokens give it.
 * @throws KeyError `signature.malformed` for an odd or empty length
 */
export function ecdsaRawToDer(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  if (raw.length === 0 || raw.length % 2 !== 0) {
    throw malformed('two numbers of the same length', `${raw.length} bytes`);
  }
  const half = raw.length / 2;
  return derElement(
    derTag.sequence,
    derUnsigned(raw.subarray(0, half)),
    derUnsigned(raw.subarray(half)),
  );
}

function padded(magnitude: Uint8Array, size: number): Uint8Array {
  if (magnitude.length > size) {
    throw malformed(`numbers of at most ${size} bytes`, `one of ${magnitude.length} bytes`);
  }
  return concat(new Uint8Array(size - magnitude.length), magnitude);
}

function malformed(expected: string, found: string, place?: string, cause?: unknown): KeyError {
  return new KeyError('signature.malformed', 'the bytes are no ECDSA signature in strict DER', {
    expected,
    found,
    ...(place === undefined ? {} : { place }),
    hint: 'The signature is damaged. Have it made again.',
    cause,
  });
}
