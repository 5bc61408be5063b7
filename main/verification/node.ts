import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { PublicKey, SpkiDigest } from '../../src/keys/public-key.ts';
import { type Scheme, schemeFits } from '../../src/keys/scheme.ts';
import type { Verifier, VerifyJob } from '../../src/keys/verify.ts';

interface NodeScheme {
  /** null: the scheme hashes by itself. */
  readonly hash: string | null;
  readonly options: {
    readonly dsaEncoding?: 'der';
    readonly padding?: number;
    readonly saltLength?: number;
  };
}

const schemes: Readonly<Record<Scheme, NodeScheme>> = {
  'ecdsa-sha2-nistp256': { hash: 'sha256', options: { dsaEncoding: 'der' } },
  'ecdsa-sha2-nistp384': { hash: 'sha384', options: { dsaEncoding: 'der' } },
  ed25519: { hash: null, options: {} },
  'rsassa-pss-sha256': {
    hash: 'sha256',
    options: {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_AUTO,
    },
  },
};

/** So many jobs are handed to Node's pool at once, so that a cancelled batch ends soon. */
const atOnce = 256;
const mostKeys = 1024;
const keyObjects = new Map<SpkiDigest, KeyObject>();

/** Verifies with OpenSSL by way of node:crypto, on the threads of Node's pool. */
export const nodeVerifier: Verifier = {
  name: 'node:crypto',
  async verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]> {
    const answers: boolean[] = [];
    for (let from = 0; from < jobs.length; from += atOnce) {
      signal?.throwIfAborted();
      const part = jobs.slice(from, from + atOnce);
      answers.push(...(await Promise.all(part.map((job) => verifyOne(job)))));
    }
    signal?.throwIfAborted();
    return answers;
  },
};

async function verifyOne(job: VerifyJob): Promise<boolean> {
  if (!schemeFits(job.scheme, job.key)) return false;
  const { hash, options } = schemes[job.scheme];
  const key = { key: keyObject(job.key), ...options };
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
