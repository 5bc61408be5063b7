import { nobleVerifier } from '../../src/keys/noble.ts';
import { schemeFits } from '../../src/keys/scheme.ts';
import type { Verifier, VerifyJob } from '../../src/keys/verify.ts';
import { nodeVerifier } from './node.ts';

/** RSA-PSS by way of the Web Cryptography API: the second opinion where noble has none. */
export const webCryptoRsaVerifier: Verifier = {
  name: 'WebCrypto',
  async verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]> {
    signal?.throwIfAborted();
    return Promise.all(jobs.map(verifyRsa));
  },
};

async function verifyRsa(job: VerifyJob): Promise<boolean> {
  if (job.scheme !== 'rsassa-pss-sha256' || !schemeFits(job.scheme, job.key)) return false;
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey(
    'spki',
    Uint8Array.from(job.key.spki),
    algorithm,
    false,
    ['verify'],
  );
  return crypto.subtle.verify(
    { name: 'RSA-PSS', saltLength: 32 },
    key,
    Uint8Array.from(job.signature),
    Uint8Array.from(job.bytes),
  );
}

/** What two implementations say about one signature. Only `both` counts. */
export interface TwoOpinions {
  readonly node: boolean;
  readonly second: boolean;
  readonly both: boolean;
  /** Who gave the second opinion. */
  readonly secondName: string;
}

/** Asks node:crypto, and a second implementation: noble, or WebCrypto for RSA. */
export async function verifyTwice(job: VerifyJob): Promise<TwoOpinions> {
  const other = job.scheme === 'rsassa-pss-sha256' ? webCryptoRsaVerifier : nobleVerifier;
  const [[node = false], [second = false]] = await Promise.all([
    nodeVerifier.verify([job]),
    other.verify([job]),
  ]);
  return { node, second, both: node && second, secondName: other.name };
}
