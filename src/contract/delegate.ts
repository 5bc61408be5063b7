import { z } from 'zod';
import { RoleSigner } from './delegations.ts';
import { DigestHex, Instant, OpaqueId, Pin, Seats, Sentence, Short } from './values.ts';

const Action = z.strictObject({ ready: z.boolean(), reason: Sentence });
const Version = z.int().min(1).max(1_000_000);

/** A file that the role lists, or would list. */
const Listed = z.strictObject({
  path: Sentence,
  bytes: z.int().min(0),
  sha256: DigestHex.nullable(),
});

/** The one role that a delegate's ceremony makes: its files, what is staged, and who signs it. */
export const DelegateView = z.strictObject({
  role: Short,
  headline: Sentence,
  /** What is to be done next, in one sentence. */
  next: Sentence,
  /** Patterns of the paths that it may sign. */
  paths: z.array(Short).max(64),
  threshold: z.int().min(1),
  /** What lies in `staged/targets/`; cut off after 200, `more` says how many follow. */
  files: z.array(Listed).max(200),
  more: z.int().min(0),
  stage: Action,
  staged: z
    .strictObject({
      version: Version,
      expires: Instant,
      signedSha256: DigestHex,
      /** What it lists, from the file itself. */
      files: z.array(Listed).max(200),
      more: z.int().min(0),
      /** Why nobody signs it: it is not what plan and files make. null where it is. */
      odd: Sentence.nullable(),
      seats: Seats,
      signers: z.array(RoleSigner).max(64),
    })
    .nullable(),
  /** To hand it to the delegator. */
  carry: Action,
});

export const delegateMethods = {
  'delegate.look': { in: z.null(), out: DelegateView },
  /** Stages the role in this version with the files that lie there. */
  'delegate.stage': { in: z.strictObject({ version: Version }), out: DelegateView },
  /** A keyholder's token signs the staged role that was shown. `pin` null for a practice colleague. */
  'delegate.sign': {
    in: z.strictObject({ participant: OpaqueId, pin: Pin.nullable(), signedSha256: DigestHex }),
    out: DelegateView,
  },
  /** Copies the signed role to a folder, a stick's for example, and reads it back. */
  'delegate.carry': {
    in: z.strictObject({ place: OpaqueId }),
    out: z.strictObject({ file: Short, sentence: Sentence }),
  },
} as const;

export type DelegateView = z.output<typeof DelegateView>;
