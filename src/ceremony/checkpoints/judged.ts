import type { PublicKey, SpkiDigest } from '../../keys/public-key.ts';
import type { Verifier } from '../../keys/verify.ts';
import type { RecordOf, TranscriptRecord } from '../record.ts';

/** A file of the folder `checkpoints`. */
export interface CheckpointFile {
  /** Inside the ceremony folder: `checkpoints/…`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Checkpoints, and the record and keys that they are held against. */
export interface CheckpointQuestion {
  /** Of a transcript that was verified. */
  readonly records: readonly TranscriptRecord[];
  readonly files: readonly CheckpointFile[];
  /** Keys that are known from key files, roots and evidence; whose they are is not asked here. */
  readonly keys: readonly PublicKey[];
  readonly verifier: Verifier;
}

/** A key has signed the first lines of the record. */
export interface SignedCheckpoint {
  readonly path: string;
  readonly lines: number;
  readonly spki: SpkiDigest;
  /** The record of the signature; null where it was cut off, or the signature was made elsewhere. */
  readonly record: RecordOf<'checkpoint.signed'> | null;
}

/** Why a checkpoint proves nothing, or something against the record. */
export interface CheckpointProblem {
  readonly reason:
    /** The file is no envelope with a checkpoint in it. */
    | 'malformed'
    /** It is of another record. */
    | 'other-record'
    /** It is over more lines than there are: lines were cut off. */
    | 'lines-missing'
    /** Its tree head is not that of the lines: they were written again. */
    | 'lines-changed'
    /** The key that it names did not sign it. */
    | 'signature-invalid'
    /** The key that it names is not among those known. */
    | 'key-unknown'
    /** A record names a file that is missing or has other bytes. */
    | 'file-changed';
  readonly path: string;
  /** One clause. */
  readonly message: string;
  readonly expected: string;
  readonly found: string;
}

/** What holds, and why the rest does not. */
export interface JudgedCheckpoints {
  /** By lines, then key. */
  readonly signed: readonly SignedCheckpoint[];
  readonly problems: readonly CheckpointProblem[];
}
