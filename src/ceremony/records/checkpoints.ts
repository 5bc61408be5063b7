import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { Digest, PathInFolder, Scheme, Spki, TokenSerial, Word } from '../record-values.ts';

const CheckpointFacts = {
  serial: TokenSerial,
  spki: Spki,
  /** How many lines of this record are signed, from the first. */
  lines: z.int().min(1),
  /** The head of the tree over them. */
  treeHead: Digest,
};

/** A token signs what the record says so far. */
export const checkpointRecords = [
  record('checkpoint.intended', z.strictObject({ ...CheckpointFacts, scheme: Scheme })),
  record(
    'checkpoint.signed',
    z.strictObject({
      ...CheckpointFacts,
      file: PathInFolder,
      fileSha256: Digest,
      /** The implementations that verified it. */
      verifiedBy: z.array(Word).min(1).max(4),
      /** The signature was there as a file, and the record of it was cut off. */
      recovered: z.boolean(),
    }),
  ),
] as const;
