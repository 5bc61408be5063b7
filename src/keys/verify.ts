import type { PublicKey } from './public-key.ts';
import type { Scheme } from './scheme.ts';

/** One question: did this key sign these bytes under this scheme? */
export interface VerifyJob {
  readonly key: PublicKey;
  readonly scheme: Scheme;
  /** The bytes that were signed, not their digest. */
  readonly bytes: Uint8Array;
  /** As in TUF metadata: ECDSA in DER, Ed25519 as 64 bytes, RSA as long as its modulus. */
  readonly signature: Uint8Array;
}

/** The verification port: an implementation of every scheme that answers in batches. */
export interface Verifier {
  /** The implementation, as a report may name it. */
  readonly name: string;
  /**
   * One answer a job, in their order. False for a signature that is not in its strict encoding, and
   * for a scheme that does not fit its key: what a file holds never makes an error.
   * Rejects with the reason of `signal` once it is aborted.
   */
  verify(jobs: readonly VerifyJob[], signal?: AbortSignal): Promise<boolean[]>;
}
