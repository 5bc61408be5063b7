import { StationError } from '../../src/encoding/station-error.ts';

export type FolderErrorCode =
  | 'folder.missing'
  /** Something else is there under the name. */
  | 'folder.exists'
  | 'folder.not-a-ceremony'
  /** Another station has the folder open, or it cannot be told whether one has. */
  | 'folder.in-use'
  /** A copy would lie inside the ceremony that it is a copy of. */
  | 'folder.inside'
  | 'folder.full'
  | 'folder.read-only'
  /** The stick was pulled out, or the disk does not answer. */
  | 'folder.gone'
  /** A symlink, device or pipe stands where a file or folder is expected. */
  | 'folder.not-a-file'
  /** Somebody changed the file since it was read. */
  | 'folder.changed'
  /** A lower version would take the place of a published one. */
  | 'folder.goes-back'
  /** The bytes were signed and given up: they are never staged or signed again. */
  | 'folder.abandoned'
  /** What was read back is not what was written. */
  | 'folder.read-back'
  | 'folder.too-large'
  | 'folder.name'
  /** The file system has no hard links, as on many sticks. */
  | 'folder.no-links'
  | 'folder.failed';

/** Raised when a folder or file is not as an act needs it. The place is a path inside the ceremony folder. */
export class FolderError extends StationError<FolderErrorCode> {}
