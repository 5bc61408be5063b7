import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { FileFact } from '../record-values.ts';

/** What the station did not make and found in the folder. */
export const foundRecords = [
  /** Keys and metadata of the ceremony before, which lay in the folder when this one began. */
  record('folder.found', z.strictObject({ files: z.array(FileFact).min(1).max(10_000) })),
] as const;
