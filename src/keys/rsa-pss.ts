import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equalBytes } from '../encoding/bytes.ts';
import { bitLength, type RsaNumbers } from './rsa-numbers.ts';
import { openRsaSignature } from './rsa-primitive.ts';

const hashLength = 32;

/**
 * RSASSA-PSS-VERIFY (RFC 8017, section 8.1.2) with SHA-256, and MGF1 with SHA-256. The salt may have
 * any length, as in every TUF client. The digests are those of noble, never the platform's: this is a second opinion.
 */
export function verifyRsaPss(key: RsaNumbers, bytes: Uint8Array, signature: Uint8Array): boolean {
  const opened = openRsaSignature(key, signature);
  if (opened === null) return false;
  const bits = bitLength(key.modulus) - 1;
  const spare = opened.length - Math.ceil(bits / 8);
  if (spare > 0 && opened[0] !== 0) return false;
  return verifyEncoding(sha256(bytes), opened.subarray(spare), bits);
}

/** EMSA-PSS-VERIFY (RFC 8017, section 9.1.2), the salt's length found in the encoding. */
function verifyEncoding(digest: Uint8Array, encoded: Uint8Array, bits: number): boolean {
  const blockLength = encoded.length - hashLength - 1;
  const [first = 0] = encoded;
  // Bits of the first byte that the encoding does not have must be zero.
  const firstMask = 0xff >> (8 * encoded.length - bits);
  if (blockLength < 1 || encoded.at(-1) !== 0xbc || (first & ~firstMask) !== 0) return false;
  const hash = encoded.subarray(blockLength, -1);
  const block = mgf1(hash, blockLength).map((byte, index) => byte ^ (encoded[index] ?? 0));
  block[0] = (block[0] ?? 0) & firstMask;
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
