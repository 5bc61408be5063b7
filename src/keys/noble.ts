import { ed25519 } from '@noble/curves/ed25519.js';
import { ecdsaCurves, type EcdsaType } from './curves.ts';
import { KeyError } from './key-error.ts';
import { schemeFits } from './scheme.ts';
import { ecdsaDerToRaw } from './signature.ts';
import { readSpki } from './spki.ts';
import type { Verifier, VerifyJob } from './verify.ts';

/**
 * Verifies in TypeScript with @noble/curves: ECDSA (FIPS 186-5, section 6.4.2) with both halves of s
 * accepted, and Ed25519 (RFC 8032, section 5.1.7). It has no RSA.
 */
export const nobleVerifier: Verifier = {
  name: 'noble',
  async verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]> {
    const answers: boolean[] = [];
    for (const job of jobs) {
      signal?.throwIfAborted();
      answers.push(verifyOne(job));
    }
    return answers;
  },
};

function verifyOne(job: VerifyJob): boolean {
  if (job.scheme === 'rsassa-pss-sha256') {
    throw new KeyError('verification.unsupported', 'this verifier has no RSA', {
      expected: 'ECDSA or Ed25519',
      found: 'RSA-PSS',
      hint: 'Verify RSA signatures with another implementation.',
    });
  }
  if (!schemeFits(job.scheme, job.key)) return false;
  const { type, value } = readSpki(job.key.spki, 'public key');
  if (type === 'rsa') return false;
  return type === 'ed25519' ? verifyEd25519(job, value) : verifyEcdsa(job, type, value);
}

function verifyEcdsa(job: VerifyJob, type: EcdsaType, point: Uint8Array): boolean {
  const { curve, coordinate } = ecdsaCurves[type];
  let signature: Uint8Array;
  try {
    signature = ecdsaDerToRaw(job.signature, coordinate);
  } catch (error) {
    if (error instanceof KeyError) return false;
    throw error;
  }
  // Tokens do not normalise s: both halves are genuine (no lowS).
  return curve.verify(signature, job.bytes, point, { lowS: false, prehash: true });
}

function verifyEd25519(job: VerifyJob, raw: Uint8Array): boolean {
  if (job.signature.length !== 64) return false;
  if (!ed25519.verify(job.signature, job.bytes, raw, { zip215: false })) return false;
  // noble multiplies by the cofactor, OpenSSL does not: they agree once R is in the prime subgroup,
  // where every R lies that a signer makes. Keys are in it already.
  return ed25519.Point.fromBytes(job.signature.subarray(0, 32)).isTorsionFree();
}
