import { z } from 'zod';
import { DigestHex, Problem, Seats, Sentence, Short } from './values.ts';

/** One change of a root, as a sentence; `unexplained` blocks signing. */
export const Change = z.strictObject({
  kind: z.enum(['joins', 'leaves', 'moves', 'number', 'role', 'unexplained']),
  title: Sentence,
  detail: Sentence,
  old: Sentence.nullable(),
  new: Sentence.nullable(),
});

export const Review = z.strictObject({
  version: z.int().min(1),
  against: Sentence,
  headline: Sentence,
  changes: z.array(Change).max(200),
  stays: z.array(Sentence).max(200),
  members: z.strictObject({
    total: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    unexplained: z.int(),
  }),
  seats: z.array(Seats).min(1).max(2),
  bytes: z.strictObject({
    length: z.int(),
    sha256: DigestHex,
    text: z.string().max(2_000_000),
    builtAgain: Sentence,
  }),
  sideBySide: z
    .array(
      z.strictObject({
        member: Short,
        old: Sentence.nullable(),
        new: Sentence.nullable(),
        same: z.boolean(),
      }),
    )
    .max(2000),
  /** Rows that were compared with a second device already. */
  compared: z.boolean(),
  problem: Problem.nullable(),
});

/** `waiting`: there is nothing to review yet, with what has to happen first. `delegate`: no root is made; the key answers a challenge. */
export const ReviewLook = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('waiting'), sentence: Sentence, hint: Sentence }),
  z.strictObject({ state: z.literal('ready'), review: Review }),
  z.strictObject({ state: z.literal('delegate') }),
]);

export type Change = z.output<typeof Change>;
export type Review = z.output<typeof Review>;
export type ReviewLook = z.output<typeof ReviewLook>;
