import type { TranscriptRecord } from '../../ceremony/record.ts';
import type { Verifier } from '../../keys/verify.ts';
import type { FolderFile } from '../transcripts.ts';

/** A ceremony folder as delegations are judged by it. */
export interface DelegationMatter {
  /** Of a transcript that was verified. */
  readonly records: readonly TranscriptRecord[];
  /** The digest of its plan. */
  readonly plan: string;
  readonly files: readonly FolderFile[];
  /** These, and what lay there in earlier commits of a Git history. */
  readonly everything: readonly FolderFile[];
  readonly verifier: Verifier;
  /** The transcript, for findings about what is not there. */
  readonly subject: string;
}
