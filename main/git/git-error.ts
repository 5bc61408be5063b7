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
  | 'git.no-such-branch'
  | 'git.remote-form'
  | 'git.branch-form'
  | 'git.author-form'
  /** No repository, no network, or no leave to read. */
  | 'git.unreachable'
  /** The branch is not where it was when it was looked at. */
  | 'git.remote-moved'
  /** A work tree has the branch that would be moved. */
  | 'git.checked-out'
  | 'git.refused'
  /** The folder's work tree has changes that are in no commit. */
  | 'git.uncommitted';

/** Raised when Git cannot do what was asked. What Git itself says is in `cause`: it may repeat a hostile file. */
export class GitError extends StationError<GitErrorCode> {}
