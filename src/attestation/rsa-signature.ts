/**
 * RSASSA-PKCS1-v1_5 verification (RFC 8017, 8.2.2), for the signatures of vendor certificates. Public values only:
 * nothing here needs to run in constant time. The expected encoding is built and compared whole, so there is no
 * padding parser to fool.
 */
import { equalBytes } from '../encoding/bytes.ts';
import { fromHex, toHex } from '../encoding/hex.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { openRsaSignature } from '../keys/rsa-primitive.ts';
import { readSpki } from '../keys/spki.ts';

/** DigestInfo up to the digest (RFC 8017, 9.2, note 1). */
const digestInfo = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
} as const;

export type RsaDigest = keyof typeof digestInfo;

/** True if `signature` was made over `digest` with the private half of an RSA key; false for other keys. The key's size is bounded where it is read (RSA 8192, exponent of 32 bits). */
export function verifyRsaPkcs1(
  key: PublicKey,
  algorithm: RsaDigest,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const content = readSpki(key.spki, 'public key');
  if (content.type !== 'rsa') return false;
  const opened = openRsaSignature(content.numbers, signature);
  if (opened === null) return false;
  const tail = `00${digestInfo[algorithm]}${toHex(digest)}`;
  const padding = opened.length - 2 - tail.length / 2;
  return padding >= 8 && equalBytes(opened, fromHex(`0001${'ff'.repeat(padding)}${tail}`));
}
