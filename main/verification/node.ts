import { createPublicKey, type KeyObject, constants, verify } from 'node:crypto';
import type { PublicKey, SpkiDigest } from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import { schemeFits } from '../../src/keys/scheme.ts';
import type { Verifier, VerifyJob } from '../../src/keys/verify.ts';

const hashes: Readonly<Record<Scheme, string | null>> = {
  'ecdsa-sha2-nistp256': 'sha256',
  'ecdsa-sha2-nistp384': 'sha384',
  ed25519: null,
  'rsassa-pss-sha256': 'sha256',
};

const mostKeys = 1024;
const keyObjects = new Map<SpkiDigest, KeyObject>();

/** Verifies with OpenSSL by way of node:crypto, on the threads of Node's pool: every scheme of the station. */
export const nodeVerifier: Verifier = {
  name: 'node:crypto',
  async verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]> {
    signal?.throwIfAborted();
    const answers = await Promise.all(jobs.map((job) => verifyOne(job, signal)));
    return answers;
  },
};

async function verifyOne(job: VerifyJob, signal: AbortSignal | undefined): Promise<boolean> {
  if (!schemeFits(job.scheme, job.key)) return false;
  const key = {
    key: keyObject(job.key),
    ...(job.scheme === 'rsassa-pss-sha256'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      : { dsaEncoding: 'der' as const }),
  };
  return new Promise((resolve, reject) => {
    verify(hashes[job.scheme], job.bytes, key, job.signature, (error, genuine) => {
      if (signal?.aborted === true) reject(signal.reason);
      else resolve(error === null && genuine);
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
