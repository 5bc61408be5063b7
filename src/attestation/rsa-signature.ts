/**
 * RSASSA-PKCS1-v1_5 verification (RFC 8017, 8.2.2), for the signatures of vendor certificates. Public values only:
 * nothing here needs to run in constant time. The expected encoding is built and compared whole, so there is no
 * padding parser to fool.
 */
import { equalBytes } from '../encoding/bytes.ts';
import { DerReader } from '../encoding/der.ts';
import { fromHex, toHex } from '../encoding/hex.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { readSpki } from '../keys/spki.ts';

/** DigestInfo up to the digest (RFC 8017, 9.2, note 1). */
const digestInfo = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
} as const;

export type RsaDigest = keyof typeof digestInfo;

/** True if `signature` was made over `digest` with the private half of an RSA key. The key's size is bounded where it is read (RSA 8192, exponent of 32 bits). */
export function verifyRsaPkcs1(
  key: PublicKey,
  algorithm: RsaDigest,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const { modulus, exponent, size } = rsaNumbers(key);
  const value = BigInt(`0x${toHex(signature)}0`) >> 4n;
  if (signature.length !== size || value >= modulus) return false;
  const tail = `00${digestInfo[algorithm]}${toHex(digest)}`;
  const padding = size - 2 - tail.length / 2;
  if (padding < 8) return false;
  const expected = fromHex(`0001${'ff'.repeat(padding)}${tail}`);
  const found = power(value, exponent, modulus)
    .toString(16)
    .padStart(2 * size, '0');
  return equalBytes(expected, fromHex(found));
}

function rsaNumbers(key: PublicKey): { modulus: bigint; exponent: bigint; size: number } {
  const numbers = new DerReader(readSpki(key.spki, 'public key').value).sequence();
  const modulus = numbers.unsigned();
  return {
    modulus: BigInt(`0x${toHex(modulus)}`),
    exponent: BigInt(`0x${toHex(numbers.unsigned())}`),
    size: modulus.length,
  };
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
