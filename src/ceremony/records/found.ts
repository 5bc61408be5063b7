import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { Digest, FileFact, PathInFolder } from '../record-values.ts';

/** What the station found in the folder and did not make in this ceremony, or did not finish. */
export const foundRecords = [
  /** Keys and metadata of the ceremony before, which lay in the folder when this one began. */
  record('folder.found', z.strictObject({ files: z.array(FileFact).min(1).max(10_000) })),
  /** The last line was cut off by a crash; it was set aside and is not part of the record. */
  record(
    'transcript.recovered',
    z.strictObject({
      bytes: z.int().min(1),
      sha256: Digest,
      file: PathInFolder,
    }),
  ),
] as const;
