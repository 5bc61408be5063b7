import { StationError } from './station-error.ts';

export type EncodingErrorCode =
  | 'encoding.hex'
  | 'encoding.utf8'
  | 'encoding.base64'
  | 'encoding.pem'
  | 'encoding.der'
  | 'encoding.digest'
  | 'encoding.instant'
  | 'encoding.jcs'
  | 'encoding.dsse'
  | 'encoding.checkpoint';

/** Raised when text or bytes are not in the encoding that they are said to be in. Never repeats them. */
export class EncodingError extends StationError<EncodingErrorCode> {}
