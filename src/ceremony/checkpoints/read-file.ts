import { type DsseSignature, parseEnvelope, preAuthentication } from '../../encoding/dsse.ts';
import { EncodingError } from '../../encoding/encoding-error.ts';
import { type Checkpoint, checkpointType, parseCheckpoint } from '../checkpoint.ts';
import type { CheckpointFile, CheckpointProblem } from './judged.ts';

/** A checkpoint with its one signature. */
export interface ReadFile {
  readonly path: string;
  readonly checkpoint: Checkpoint;
  /** What was signed. */
  readonly bytes: Uint8Array;
  readonly signature: DsseSignature;
}

/** Reads a file of the folder `checkpoints`: an envelope of one signature over a checkpoint. Never throws for what it holds. */
export function readFile({ path, bytes }: CheckpointFile): ReadFile | CheckpointProblem {
  const malformed = (message: string, expected: string, found: string): CheckpointProblem => ({
    reason: 'malformed',
    path,
    message,
    expected,
    found,
  });
  try {
    const { payload, payloadType, signatures } = parseEnvelope(bytes, path);
    const [signature, another] = signatures;
    if (payloadType !== checkpointType || signature === undefined || another !== undefined) {
      return malformed(
        'the envelope is none of a checkpoint',
        `one signature over ${checkpointType}`,
        `${signatures.length} over ${payloadType === checkpointType ? 'it' : 'another type'}`,
      );
    }
    const checkpoint = parseCheckpoint(payload, path);
    return { path, checkpoint, bytes: preAuthentication(payloadType, payload), signature };
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    return malformed(error.message, error.expected ?? 'a checkpoint', 'another form');
  }
}
