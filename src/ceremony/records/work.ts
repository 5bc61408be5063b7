import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { Digest, FileFact, Keyid, PathInFolder, Text, Word } from '../record-values.ts';

/** Where work came from. */
const Source = z.strictObject({
  kind: z.enum(['bundle', 'folder', 'branch']),
  /** The last name of a folder on this machine, or the address of a remote. */
  name: Word,
  /** Of a branch: its name and the commit that was read. */
  branch: Word.nullable(),
  commit: z
    .string()
    .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)
    .nullable(),
  manifestSha256: Digest.nullable(),
});

/** What the host brought in from keyholders. */
export const workRecords = [
  record(
    'work.taken',
    z.strictObject({
      source: Source,
      /** Whose work it is, as it says of itself. */
      from: Word.nullable(),
      transcript: z
        .strictObject({ file: PathInFolder, lines: z.int().min(1), tip: Digest })
        .nullable(),
      added: z.array(FileFact).max(512),
      signatures: z.array(z.strictObject({ file: PathInFolder, keyid: Keyid })).max(256),
      /** What stayed outside, and why, one sentence each. */
      refused: z
        .array(z.strictObject({ what: z.enum(['key', 'signature']), sentence: Text }))
        .max(64),
    }),
  ),
] as const;
