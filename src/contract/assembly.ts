import { z } from 'zod';
import { Change } from './review.ts';
import { Claim, DigestHex, OpaqueId, Seats, Sentence, Short } from './values.ts';

/** An exported key, checked as an auditor would, each line held against the plan. */
const KeyCard = z.strictObject({
  /** Whose it is by the plan; a sentence where it is nobody's. */
  name: Short,
  serial: Short,
  spkiSha256: DigestHex.nullable(),
  state: z.enum(['ok', 'note', 'stop']),
  /** `here`: in the ceremony; the others say what became of it just now. */
  became: z.enum(['here', 'taken', 'known', 'outside']),
  claims: z.array(Claim).max(32),
});

export const AssemblyView = z.strictObject({
  headline: Sentence,
  keys: z.array(KeyCard).max(80),
  /** Names of people whose key is still to come. */
  missing: z.array(Short).max(80),
  /** What staging would make now, or has made, against the root in use; null while keys are missing. */
  proposal: z
    .strictObject({
      version: z.int().min(1),
      against: Sentence,
      headline: Sentence,
      changes: z.array(Change).max(200),
      stays: z.array(Sentence).max(200),
      signedSha256: DigestHex,
    })
    .nullable(),
  /** Staging would change something. */
  stage: z.strictObject({ ready: z.boolean(), reason: Sentence }),
  staged: z.boolean(),
  seats: z.array(Seats).max(2),
  /** Where the plan has keyholders bring their work through; null where it does not say. */
  planned: Short.nullable(),
  /** Branches on which work may be waiting. */
  branches: z.array(Short).max(130),
});

export const Brought = z.strictObject({
  name: Short,
  files: z.int().min(0),
  keys: z.array(KeyCard).max(64),
  signatures: z
    .array(z.strictObject({ became: z.enum(['taken', 'outside']), sentence: Sentence }))
    .max(64),
});

export const assemblyMethods = {
  'assembly.look': { in: z.null(), out: AssemblyView },
  /**
   * Brings work in. `branch` null: from the folder itself; else from this branch of the Git repository in the folder, or
   * for a `place` of null of the repository that the plan names.
   */
  'assembly.bring': {
    in: z.strictObject({ place: OpaqueId.nullable(), branch: Short.nullable() }),
    out: z.strictObject({ view: AssemblyView, brought: Brought }),
    progress: z.strictObject({ doing: Short }),
  },
} as const;

export type AssemblyView = z.output<typeof AssemblyView>;
export type Brought = z.output<typeof Brought>;
export type KeyCard = z.output<typeof KeyCard>;
