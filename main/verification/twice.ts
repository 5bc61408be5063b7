import { nobleVerifier } from '../../src/keys/noble.ts';
import type { VerifyJob } from '../../src/keys/verify.ts';
import { nodeVerifier } from './node.ts';

/** What two independent implementations say about one signature. Only `both` counts. */
export interface TwoOpinions {
  /** OpenSSL, by way of node:crypto. */
  readonly node: boolean;
  /** TypeScript, by way of noble. */
  readonly second: boolean;
  readonly both: boolean;
}

/** Asks two implementations that share no code. Ask before a signature is written. */
export async function verifyTwice(job: VerifyJob): Promise<TwoOpinions> {
  const [[node = false], [second = false]] = await Promise.all([
    nodeVerifier.verify([job]),
    nobleVerifier.verify([job]),
  ]);
  return { node, second, both: node && second };
}
