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
  /** The attestation beside a proof is about another key or device, or does not hold. */
  | 'delegation.evidence'
  /** The proof answers another challenge. */
  | 'delegation.replayed'
  /** The key that the proof names did not make it. */
  | 'delegation.not-proved'
  /** No challenge of this role is in the record, or its file is not the one that was recorded. */
  | 'delegation.no-challenge'
  /** There is no such role, or nothing is staged or published that could be changed. */
  | 'delegation.nothing'
  /** Another change waits for signatures or publication. */
  | 'delegation.pending'
  /** The staged targets differ from those in use in more than delegations. */
  | 'delegation.unexplained'
  /** The delegate's metadata cannot be accepted: too few of its keys, an old version, over, or a wrong path. */
  | 'delegation.metadata'
  /** Too few signatures, or no token or key that could make them. */
  | 'delegation.signers'
  /** One key proved twice, or fewer keys than the threshold needs. */
  | 'delegation.keys';

/** Raised for a delegation whose keys are not proved, with both sides named. */
export class DelegationError extends StationError<DelegationErrorCode> {}
