import type { Skipped } from '../../../src/audit/audit.ts';
import type { GitProblem } from '../../../src/audit/git-findings.ts';
import type { FilePlace } from '../file-place.ts';

/** What was noticed while a history was read. */
export interface GitNotes {
  readonly skipped: Skipped[];
  readonly problems: GitProblem[];
  /** Which object each file is, by its path in the audit. */
  readonly where: Map<string, FilePlace>;
}

/** What a long read listens to, and whom it tells how far it is. */
export interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((part: string) => void) | undefined;
}
