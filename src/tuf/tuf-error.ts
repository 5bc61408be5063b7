import { StationError } from '../encoding/station-error.ts';

export type TufErrorCode =
  | 'tuf.not-metadata'
  | 'tuf.wrong-type'
  | 'tuf.too-large'
  | 'tuf.member'
  | 'tuf.canonical'
  | 'tuf.key'
  | 'tuf.key-unsupported'
  | 'tuf.role'
  | 'tuf.signature'
  | 'tuf.signature-repeated'
  | 'tuf.build';

/** Raised for TUF metadata that cannot be read, built or written: what is wrong, and the member where it stands. */
export class TufError extends StationError<TufErrorCode> {}
