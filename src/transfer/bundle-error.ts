import { StationError } from '../encoding/station-error.ts';

export type BundleErrorCode =
  /** There is no manifest, or it is none. */
  | 'bundle.malformed'
  /** A file is missing, has other bytes, or a name that no bundle has. */
  | 'bundle.files'
  /** The bundle belongs to another ceremony. */
  | 'bundle.other-plan'
  /** Both sides have the file, and the bytes that are signed differ. */
  | 'bundle.other-bytes'
  /** The bytes that are signed were staged once, and others are by now. */
  | 'bundle.older-stage'
  /** A key file of the same name is here with other content. */
  | 'bundle.other-key'
  /** What a token signed of the record does not hold. */
  | 'bundle.checkpoint'
  /** There is more than one bundle in the folder. */
  | 'bundle.choose';

/** Raised for a bundle that is not taken. Nothing of it has been written then. */
export class BundleError extends StationError<BundleErrorCode> {}
