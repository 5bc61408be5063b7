import { z } from 'zod';

/** SHA-256, 64 lower-case hexadecimal digits. The page draws words and weave from it. */
export const DigestHex = z.string().regex(/^[0-9a-f]{64}$/);
/** An opaque name that main gave out; the page can only give it back. */
export const OpaqueId = z.string().regex(/^[a-z0-9-]{1,64}$/);
/** A serial as it identifies a token; untrusted text in a strict alphabet. */
export const Serial = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
/** An instant in RFC 3339, UTC, ending in Z. */
export const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);
/** A PIN. Never logged, echoed or kept: main hands it to the token host and forgets it. */
export const Pin = z.string().min(1).max(64);
/** A sentence for the person. */
export const Sentence = z.string().max(2000);
export const Short = z.string().max(200);

export const Mode = z.enum(['real', 'rehearsal']);
export const Role = z.enum(['keyholder', 'host', 'auditor']);
export const Step = z.enum(['token', 'key', 'evidence', 'export', 'review', 'sign', 'done']);
/** Rows A to H of a fingerprint sheet, as 0 to 7. */
export const Rows = z.array(z.int().min(0).max(7)).max(8);

/** A checked line of evidence: `ok` as planned, `note` take note, `stop` against the plan, `unknown` the token does not tell. */
export const Claim = z.strictObject({
  label: Short,
  value: Sentence,
  why: Sentence,
  state: z.enum(['ok', 'note', 'stop', 'unknown']),
});

/** Two sides that had to be equal and are not. */
export const Mismatch = z.strictObject({
  what: Short,
  expected: Short,
  found: Short,
  explanation: Sentence,
});

/** Why a step cannot go on, in the words of the error that stopped it. */
export const Problem = z.strictObject({
  code: Short,
  message: Sentence,
  expected: Sentence.nullable(),
  found: Sentence.nullable(),
  place: Sentence.nullable(),
  hint: Sentence,
  notDone: z.array(Sentence).max(8),
});

/** Signatures towards one threshold. One box a key; `needed` are those the threshold still lacks. */
export const Seats = z.strictObject({
  title: Short,
  threshold: z.int().min(1),
  seats: z
    .array(z.strictObject({ name: Short, state: z.enum(['in', 'you', 'needed', 'spare']) }))
    .max(64),
  signed: z.int().min(0),
  sentence: Sentence,
});

export type Claim = z.output<typeof Claim>;
export type Problem = z.output<typeof Problem>;
export type Seats = z.output<typeof Seats>;
export type Step = z.output<typeof Step>;
export type Mode = z.output<typeof Mode>;
export type Role = z.output<typeof Role>;
