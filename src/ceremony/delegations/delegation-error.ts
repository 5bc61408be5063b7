import { StationError } from '../../encoding/station-error.ts';

export type DelegationErrorCode =
  /** The text is no challenge of a delegation, byte for byte. */
  | 'delegation.challenge'
  /** The challenge was made too long ago, or on a later day than today. */
  | 'delegation.stale'
  /** The challenge is of a rehearsal, and the ceremony is not; or the other way round. */
  | 'delegation.other-mode'
  /** The file is no proof of possession, byte for byte. */
  | 'delegation.proof'
  /** The proof answers another challenge. */
  | 'delegation.replayed'
  /** The key that the proof names did not make it. */
  | 'delegation.not-proved'
  /** One key proved twice, or fewer keys than the threshold needs. */
  | 'delegation.keys';

/** Raised for a delegation whose keys are not proved, with both sides named. */
export class DelegationError extends StationError<DelegationErrorCode> {}
