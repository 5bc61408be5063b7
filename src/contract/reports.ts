import { z } from 'zod';
import { DigestHex, OpaqueId, Pin, Sentence, Short } from './values.ts';

export const ReportView = z.strictObject({
  headline: Sentence,
  /** Of the record: its lines, and the digest of the last one. */
  lines: z.int().min(0),
  tip: DigestHex,
  /** Minutes and reports that lie in the ceremony folder. */
  files: z.array(z.strictObject({ name: Short, bytes: z.int().min(0) })).max(500),
  /** Checkpoints that the script names, in its order, and those that were signed beside it. */
  checkpoints: z
    .array(
      z.strictObject({
        /** The act after which it is asked for; null for one that the script does not name. */
        act: Sentence.nullable(),
        state: z.enum(['signed', 'now', 'next', 'passed']),
        signers: z
          .array(
            z.strictObject({
              id: OpaqueId,
              name: Short,
              serial: Short.nullable(),
              /** The first lines of the record that this token signed; null while it has not. */
              lines: z.int().nullable(),
              /** Whether it can sign here now, and why not. */
              ready: z.boolean(),
              reason: Sentence,
              /** PIN tries left, as far as the token tells; empty for one that is not here. */
              tries: Short,
              /** A practice colleague whose part the station plays: no PIN is typed. */
              practice: z.boolean(),
            }),
          )
          .max(64),
      }),
    )
    .max(80),
  /** Practice tokens that the station made for this rehearsal and can remove: it is over. */
  practiceTokens: z.int().min(0).max(256),
  /** What is wrong with a signed checkpoint, one sentence each. */
  problems: z.array(Sentence).max(64),
});

export const Written = z.strictObject({
  files: z.array(Short).max(8),
  sentence: Sentence,
});

export const reportMethods = {
  'reports.look': { in: z.null(), out: ReportView },
  /** `place` null: into `report/` of the ceremony folder. */
  'minutes.write': {
    in: z.strictObject({
      place: OpaqueId.nullable(),
      edition: z.enum(['full', 'public']),
      forms: z
        .array(z.enum(['html', 'pdf', 'json']))
        .min(1)
        .max(3),
    }),
    out: z.strictObject({ view: ReportView, written: Written }),
    progress: z.strictObject({ doing: Short }),
  },
  /** Removes the practice tokens that the station made for this rehearsal, once it is over. */
  'practice.clear': {
    in: z.null(),
    out: z.strictObject({ view: ReportView, removed: z.int().min(0) }),
  },
  /** This person's token signs the record as it is now. `pin` null for a practice colleague whom the station plays. */
  'checkpoint.sign': {
    in: z.strictObject({ participant: OpaqueId, pin: Pin.nullable() }),
    out: ReportView,
    /** The seconds left while the token may wait for a finger; null when that is over. */
    progress: z.strictObject({ secondsLeft: z.int().min(0).max(60).nullable() }),
  },
} as const;

export type ReportView = z.output<typeof ReportView>;
export type Written = z.output<typeof Written>;
