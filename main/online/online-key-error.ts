import { StationError } from '../../src/encoding/station-error.ts';

export type OnlineKeyErrorCode =
  /** The file is no online key of the station, byte for byte. */
  | 'online.file'
  /** The passphrase does not open it. */
  | 'online.passphrase'
  /** The plan has no such key, or another one. */
  | 'online.not-planned'
  /** It is asked to sign something else than a snapshot or a timestamp. */
  | 'online.purpose';

/** Raised for a key in a file that cannot be opened, or may not sign what it is asked to. */
export class OnlineKeyError extends StationError<OnlineKeyErrorCode> {}
