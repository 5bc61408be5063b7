import { ed25519 } from '@noble/curves/ed25519.js';
import { ecdsaCurves, type EcdsaType } from './curves.ts';
import { KeyError } from './key-error.ts';
import { verifyRsaPss } from './rsa-pss.ts';
import { schemeFits } from './scheme.ts';
import { ecdsaDerToRaw } from './signature.ts';
import { readSpki } from './spki.ts';
import type { Verifier, VerifyJob } from './verify.ts';

/**
 * Verifies without any code of the platform, with @noble/curves and @noble/hashes: ECDSA (FIPS 186-5,
 * section 6.4.2) with both halves of s accepted, Ed25519 (RFC 8032, section 5.1.7), RSA-PSS (RFC 8017).
 */
export const nobleVerifier: Verifier = {
  name: 'noble',
  async verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]> {
    return jobs.map((job) => {
      signal?.throwIfAborted();
      return verifyOne(job);
    });
  },
};

function verifyOne({ key, scheme, bytes, signature }: VerifyJob): boolean {
  if (!schemeFits(scheme, key)) return false;
  const content = readSpki(key.spki, 'public key');
  if (content.type === 'rsa') return verifyRsaPss(content.numbers, bytes, signature);
  if (content.type === 'ed25519') return verifyEd25519(content.raw, bytes, signature);
  return verifyEcdsa(content.type, content.point, bytes, signature);
}

function verifyEcdsa(
  type: EcdsaType,
  point: Uint8Array,
  bytes: Uint8Array,
  der: Uint8Array,
): boolean {
  const { curve, coordinate } = ecdsaCurves[type];
  let signature: Uint8Array;
  try {
    signature = ecdsaDerToRaw(der, coordinate);
  } catch (error) {
    if (error instanceof KeyError) return false;
    throw error;
  }
  // Tokens do not normalise s: both halves are genuine.
  return curve.verify(signature, bytes, point, { lowS: false, prehash: true });
}

function verifyEd25519(raw: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  if (!ed25519.verify(signature, bytes, raw, { zip215: false })) return false;
  // noble multiplies by the cofactor and OpenSSL does not. They agree where R is in the prime
  // subgroup, as every R that a signer makes; keys were checked to be in it.
  return ed25519.Point.fromBytes(signature.subarray(0, 32)).isTorsionFree();
}
