import { fromHex, toHex } from '../encoding/hex.ts';
import type { RsaNumbers } from './rsa-numbers.ts';

/**
 * RSAVP1 with its conversions (RFC 8017, sections 4.1, 4.2 and 5.2.2): what a signature was made of,
 * as long as the modulus. Null for a signature of another length, or not below the modulus.
 * Works on public values only, so that timing gives nothing away.
 */
export function openRsaSignature(
  { modulus, exponent }: RsaNumbers,
  signature: Uint8Array,
): Uint8Array<ArrayBuffer> | null {
  if (signature.length !== modulus.length) return null;
  const sealed = integer(signature);
  const limit = integer(modulus);
  if (sealed >= limit) return null;
  const opened = power(sealed, integer(exponent), limit);
  return fromHex(opened.toString(16).padStart(2 * modulus.length, '0'));
}

function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
