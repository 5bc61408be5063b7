import { StationError } from '../encoding/station-error.ts';

export type PlanErrorCode =
  /** Not YAML, or YAML that two readers could understand differently. */
  | 'plan.malformed'
  | 'plan.too-large'
  /** A member is missing, unknown, or has a value of another kind. */
  | 'plan.member'
  /** Two members that cannot both be meant. */
  | 'plan.contradiction';

/** Raised for a `ceremony.yaml` that is not a plan; the place is a line and column of it. */
export class PlanError extends StationError<PlanErrorCode> {}

export type TranscriptErrorCode =
  /** A line is not a record in its one canonical form. */
  | 'transcript.malformed'
  /** The last line has no end: the writer was cut off. */
  | 'transcript.torn'
  /** A line does not hold the digest of the line before it, or its number is not the next. */
  | 'transcript.broken-chain'
  /** The record belongs to another plan. */
  | 'transcript.other-plan'
  | 'transcript.too-large';

/** Raised for a transcript that does not prove itself; the place names the line. */
export class TranscriptError extends StationError<TranscriptErrorCode> {}

export type RehearsalErrorCode =
  | 'rehearsal.production-key'
  | 'rehearsal.practice-key'
  | 'rehearsal.unmarked'
  | 'rehearsal.marked'
  | 'rehearsal.other-plan'
  /** A real repository, or the folder of a real ceremony, where a rehearsal was to be; or the reverse. */
  | 'rehearsal.real-repository'
  | 'rehearsal.repository'
  | 'rehearsal.no-token'
  /** Somebody was to play a part that only the station can play. */
  | 'rehearsal.not-here'
  | 'rehearsal.plan-in-use'
  | 'rehearsal.other-acts'
  /** A trouble happened, and nobody has written down yet what was decided. */
  | 'rehearsal.deviation-first'
  /** An injected trouble: a colleague who is not there. */
  | 'rehearsal.absent';

/** Raised before anything that would mix a rehearsal with the real thing, and for trouble that a rehearsal injects. */
export class RehearsalError extends StationError<RehearsalErrorCode> {}
