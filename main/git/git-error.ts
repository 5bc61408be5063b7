import { StationError } from '../../src/encoding/station-error.ts';

export type GitErrorCode =
  /** The program is not on this machine. */
  | 'git.missing'
  /** Git ended with a status that the caller did not expect. */
  | 'git.failed'
  /** Git wrote more than the caller is ready to take. */
  | 'git.too-large'
  | 'git.too-slow'
  | 'git.not-a-repository'
  | 'git.no-such-branch';

/** Raised when Git cannot do what was asked. What Git itself says is in `cause`: it may repeat a hostile file. */
export class GitError extends StationError<GitErrorCode> {}
