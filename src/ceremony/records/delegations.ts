import { z } from 'zod';
import { isRoleName } from '../role-name.ts';
import { record } from '../record-envelope.ts';
import {
  Digest,
  FileFact,
  PathInFolder,
  Scheme,
  Spki,
  Text,
  TokenSerial,
  Word,
} from '../record-values.ts';

const RoleName = z.string().refine(isRoleName, 'the name of a delegated role');
const ProofFacts = {
  role: RoleName,
  /** The number of the challenge that is answered: its random bytes. */
  nonce: Digest,
  serial: TokenSerial,
  spki: Spki,
};

/** What a delegator asks, stages and publishes, and what a delegate answers. */
export const delegationRecords = [
  /** The delegator made a challenge for the keys of another project. */
  record(
    'delegation.challenged',
    z.strictObject({
      role: RoleName,
      nonce: Digest,
      /** Of the signed bytes of the root in use. */
      rootSha256: Digest,
      file: FileFact,
    }),
  ),
  /** A targets role with one delegation changed is to be staged, with the proofs of the keys that come. */
  record(
    'delegation.changed',
    z.strictObject({
      /** `adjust`: the keys stay; what they may sign for, or how many have to, is another. */
      change: z.enum(['add', 'revoke', 'redelegate', 'adjust']),
      role: RoleName,
      /** Of the targets role. */
      version: z.int().min(1),
      signedSha256: Digest,
      /** Of the challenge that the keys answered; null where no key comes in. */
      nonce: Digest.nullable(),
      keys: z.array(Spki).max(64),
      proofs: z.array(FileFact).max(64),
      /** Attestations that came with the proofs. */
      evidence: z.array(FileFact).max(192).exactOptional(),
      reason: Text,
    }),
  ),
  /** A change that nobody had signed was taken back; where its file is kept. */
  record(
    'delegation.withdrawn',
    z.strictObject({ version: z.int().min(1), signedSha256: Digest, file: PathInFolder }),
  ),
  /** Metadata that the delegate signed came in: enough of the keys of its role made them. */
  record(
    'delegation.received',
    z.strictObject({
      role: RoleName,
      version: z.int().min(1),
      signedSha256: Digest,
      file: FileFact,
    }),
  ),
  /** Targets, delegated roles, snapshot and timestamp are published under the root in use. */
  record(
    'roles.published',
    z.strictObject({
      /** Of the targets role. */
      version: z.int().min(1),
      signedSha256: Digest,
      files: z.array(FileFact).min(1).max(512),
    }),
  ),
  /** On the delegate's side: a token is about to answer a challenge. */
  record('proof.intended', z.strictObject({ ...ProofFacts, scheme: Scheme })),
  record(
    'proof.made',
    z.strictObject({
      ...ProofFacts,
      file: PathInFolder,
      fileSha256: Digest,
      /** The attestation that goes with it. */
      evidence: z.array(FileFact).max(3).exactOptional(),
      /** The implementations that verified it. */
      verifiedBy: z.array(Word).min(1).max(4),
    }),
  ),
] as const;
