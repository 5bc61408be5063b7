import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { Word } from '../record-values.ts';

/** What left the ceremony through Git. */
export const publicationRecords = [
  record(
    'repository.pushed',
    z.strictObject({
      what: z.enum(['ceremony', 'key', 'staged']),
      /** Where to: the last name of a folder on this machine, or the address of a remote. Never a password. */
      remote: Word,
      branch: Word,
      /** The commit that the remote has now: 40 or 64 hexadecimal digits. */
      commit: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/),
      files: z.int().min(1).max(100_000),
    }),
  ),
] as const;
