import { concat, equalBytes } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import { fromHex, toHex } from '../encoding/hex.ts';
import { bitLength, type RsaNumbers } from './rsa-numbers.ts';

const hashLength = 32;

/**
 * RSASSA-PSS-VERIFY (RFC 8017, section 8.1.2) with SHA-256, and MGF1 with SHA-256. The salt may have
 * any length, as in every TUF client. Works on public values only, so that timing gives nothing away.
 */
export function verifyRsaPss(key: RsaNumbers, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== key.modulus.length) return false;
  const modulus = integer(key.modulus);
  const sealed = integer(signature);
  if (sealed >= modulus) return false;
  const encodedBits = bitLength(key.modulus) - 1;
  const encoded = octets(power(sealed, integer(key.exponent), modulus), Math.ceil(encodedBits / 8));
  return encoded !== null && verifyEncoding(sha256(bytes), encoded, encodedBits);
}

/** EMSA-PSS-VERIFY (RFC 8017, section 9.1.2), the salt's length found in the encoding. */
function verifyEncoding(digest: Uint8Array, encoded: Uint8Array, encodedBits: number): boolean {
  const blockLength = encoded.length - hashLength - 1;
  if (blockLength < 1 || encoded.at(-1) !== 0xbc) return false;
  const hash = encoded.subarray(blockLength, -1);
  const mask = mgf1(hash, blockLength);
  // The bits of the first byte that the encoding does not have must be zero, and are cleared.
  const firstByteMask = 0xff >> (8 * encoded.length - encodedBits);
  if (((encoded[0] ?? 0) & ~firstByteMask) !== 0) return false;
  const block = mask.map((byte, index) => byte ^ (encoded[index] ?? 0));
  block[0] = (block[0] ?? 0) & firstByteMask;
  const padding = block.findIndex((byte) => byte !== 0);
  if (padding < 0 || block[padding] !== 1) return false;
  const salt = block.subarray(padding + 1);
  return equalBytes(hash, sha256(concat(new Uint8Array(8), digest, salt)));
}

/** MGF1 with SHA-256 (RFC 8017, appendix B.2.1). */
function mgf1(seed: Uint8Array, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / hashLength) }, (_, index) =>
    sha256(concat(seed, Uint8Array.of(index >>> 24, index >>> 16, index >>> 8, index))),
  );
  return concat(...blocks).subarray(0, length);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** OS2IP (RFC 8017, section 4.2). */
function integer(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}

/** I2OSP (RFC 8017, section 4.1); null if the number needs more bytes. */
function octets(number: bigint, length: number): Uint8Array | null {
  const digits = number.toString(16).padStart(2 * length, '0');
  return digits.length > 2 * length ? null : fromHex(digits);
}
