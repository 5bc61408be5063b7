import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { PublicKey, SpkiDigest } from '../../src/keys/public-key.ts';
import { type Scheme, schemeFits } from '../../src/keys/scheme.ts';
import type { Verifier, VerifyJob } from '../../src/keys/verify.ts';

interface NodeScheme {
  /** null: the scheme hashes by itself. */
  readonly hash: string | null;
  /** null: none but the usual ones, DER for ECDSA. Node takes a fifth longer for a signature if any are given. */
  readonly options: { readonly padding: number; readonly saltLength: number } | null;
}

const schemes: Readonly<Record<Scheme, NodeScheme>> = {
  'ecdsa-sha2-nistp256': { hash: 'sha256', options: null },
  'ecdsa-sha2-nistp384': { hash: 'sha384', options: null },
  ed25519: { hash: null, options: null },
  'rsassa-pss-sha256': {
    hash: 'sha256',
    options: {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_AUTO,
    },
  },
};

/** So many jobs are with Node's pool at any time: its threads never wait for one, and a cancelled batch ends soon. */
const lanes = 64;
const mostKeys = 1024;
const keyObjects = new Map<SpkiDigest, KeyObject>();

/** Verifies with OpenSSL by way of node:crypto, on the threads of Node's pool. */
export const nodeVerifier: Verifier = {
  name: 'node:crypto',
  async verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]> {
    const answers = Array.from({ length: jobs.length }, () => false);
    const open = jobs.entries();
    const lane = async (): Promise<void> => {
      for (const [index, job] of open) {
        signal?.throwIfAborted();
        answers[index] = await verifyOne(job);
      }
    };
    await Promise.all(Array.from({ length: Math.min(lanes, jobs.length) }, lane));
    signal?.throwIfAborted();
    return answers;
  },
};

/**
 * One signature, at once and on this thread: for one that a person waits for, where the way to the pool and back takes
 * as long as the signature itself. @returns false for a scheme that does not fit the key, too
 */
export function verifyNow(job: VerifyJob): boolean {
  if (!schemeFits(job.scheme, job.key)) return false;
  const { hash, options } = schemes[job.scheme];
  const object = keyObject(job.key);
  try {
    return verify(
      hash,
      job.bytes,
      options === null ? object : { key: object, ...options },
      job.signature,
    );
  } catch {
    return false; // OpenSSL's way to say that the signature has no such form
  }
}

async function verifyOne(job: VerifyJob): Promise<boolean> {
  if (!schemeFits(job.scheme, job.key)) return false;
  const { hash, options } = schemes[job.scheme];
  const object = keyObject(job.key);
  const key = options === null ? object : { key: object, ...options };
  return new Promise((resolve) => {
    // An error is OpenSSL's way to say that the signature has no such form.
    verify(hash, job.bytes, key, job.signature, (error, genuine) => {
      resolve(error === null && genuine);
    });
  });
}

function keyObject(key: PublicKey): KeyObject {
  const known = keyObjects.get(key.digest);
  if (known !== undefined) return known;
  const made = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
  if (keyObjects.size >= mostKeys) keyObjects.clear();
  keyObjects.set(key.digest, made);
  return made;
}
