import { StationError } from '../encoding/station-error.ts';

export type KeyErrorCode =
  'key.malformed' | 'key.unsupported' | 'key.not-on-curve' | 'signature.malformed';

/** Raised for a public key or a signature that is not in its strict encoding, or of a kind that the station does not know. */
export class KeyError extends StationError<KeyErrorCode> {}
