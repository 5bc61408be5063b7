import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { Digest, FileFact, Keyid, PathInFolder, Word } from '../record-values.ts';

/** What was carried out of a folder and into one. */
export const bundleRecords = [
  record(
    'bundle.written',
    z.strictObject({
      name: Word,
      manifestSha256: Digest,
      files: z.array(FileFact).max(512),
    }),
  ),
  record(
    'bundle.taken',
    z.strictObject({
      name: Word,
      manifestSha256: Digest,
      /** The participant who wrote it, as it says of itself. */
      from: Word.nullable(),
      /** The transcript that came with it: its lines and the digest of the last one. */
      transcript: z
        .strictObject({ file: PathInFolder, lines: z.int().min(1), tip: Digest })
        .nullable(),
      added: z.array(FileFact).max(512),
      signatures: z.array(z.strictObject({ file: PathInFolder, keyid: Keyid })).max(256),
    }),
  ),
] as const;
