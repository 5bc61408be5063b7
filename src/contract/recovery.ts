import { z } from 'zod';
import { CeremonyView } from './ceremony.ts';
import { DigestHex, Instant, Mode, OpaqueId, Role, Sentence, Short } from './values.ts';

export const RecoveryView = z.strictObject({
  /** Where the ceremony stands, as a heading. */
  headline: Sentence,
  /** The root that is staged and not published; null where there is none. */
  staged: z
    .strictObject({
      version: z.int().min(0),
      signatures: z.int().min(0),
      /** Every threshold is met: clients accept it from whoever has the file. */
      acceptable: z.boolean(),
      /** Somebody has signed, or begun to: it can be given up, and not taken back. */
      begun: z.boolean(),
    })
    .nullable(),
  /** Roots that were given up, oldest first. */
  abandoned: z
    .array(
      z.strictObject({
        version: z.int().min(0),
        signedSha256: DigestHex,
        signatures: z.int().min(0),
        acceptable: z.boolean(),
        reason: Sentence,
        at: Instant,
      }),
    )
    .max(100),
  /** Why the whole ceremony was given up; null while it goes on. */
  ended: Sentence.nullable(),
  /** Whether the whole ceremony can still be given up. */
  canEnd: z.boolean(),
});

const Reason = z.strictObject({ reason: Sentence.min(1) });
const Acknowledged = z.strictObject({
  reason: Sentence.min(1),
  /** The person has read that clients accept this root, and typed its version. */
  although: z.enum(['clients-accept-it']).nullable(),
});

export const recoveryMethods = {
  'recovery.look': { in: z.null(), out: RecoveryView },
  'recovery.unstage': { in: Reason, out: RecoveryView },
  'recovery.abandonRoot': { in: Acknowledged, out: RecoveryView },
  'recovery.abandon': { in: Acknowledged, out: RecoveryView },
  /** The machine that has a folder open and is not this one; null where none has. */
  'recovery.lockOf': {
    in: z.strictObject({ place: OpaqueId }),
    out: z.strictObject({ lock: DigestHex, host: Short, at: Short }).nullable(),
  },
  /** Opens a folder whose lock, exactly this one, belongs to a machine that will not come back. */
  'recovery.takeOver': {
    in: z.strictObject({ place: OpaqueId, role: Role, mode: Mode, lock: DigestHex }),
    out: CeremonyView,
  },
} as const;

export type RecoveryView = z.output<typeof RecoveryView>;
