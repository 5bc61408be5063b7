import { DerReader } from '../encoding/der.ts';
import { KeyError } from './key-error.ts';

/** An RSA public key (RFC 8017, section 3.1), big-endian, without leading zeros. */
export interface RsaNumbers {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

/**
 * Reads RSAPublicKey (RFC 8017, appendix A.1.1): an odd modulus of 2048 to 8192 bits, and an odd
 * exponent from 3 to 2^32 - 1. The bounds keep out toys, and keys that take seconds to verify with.
 * @throws KeyError `key.malformed` or `key.unsupported`; EncodingError `encoding.der`
 */
export function readRsaNumbers(der: Uint8Array, place: string): RsaNumbers {
  const whole = new DerReader(der);
  const numbers = whole.sequence();
  whole.end();
  const modulus = numbers.unsigned();
  const exponent = numbers.unsigned();
  numbers.end();
  const bits = bitLength(modulus);
  if (bits < 2048 || bits > 8192) {
    throw refused('key.unsupported', 'a modulus of 2048 to 8192 bits', `${bits} bits`, place);
  }
  if (!isOdd(modulus)) throw refused('key.malformed', 'an odd modulus', 'an even one', place);
  if (!isOdd(exponent) || exponent.length > 4 || bitLength(exponent) < 2) {
    throw refused('key.unsupported', 'an odd exponent from 3, of up to 32 bits', 'another', place);
  }
  return { modulus, exponent };
}

/** Bits of a number without leading zero bytes. */
export function bitLength(magnitude: Uint8Array): number {
  return 8 * magnitude.length - (Math.clz32(magnitude[0] ?? 0) - 24);
}

function isOdd(magnitude: Uint8Array): boolean {
  return ((magnitude.at(-1) ?? 0) & 1) === 1;
}

function refused(
  code: 'key.malformed' | 'key.unsupported',
  expected: string,
  found: string,
  place: string,
): KeyError {
  return new KeyError(code, 'the RSA key has numbers that the station does not use', {
    expected,
    found,
    place,
    hint: 'Make an RSA key of 3072 or 4096 bits with the exponent 65537, or better, a P-256 key.',
  });
}
