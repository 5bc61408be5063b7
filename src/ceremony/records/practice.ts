import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { Text, TokenSerial } from '../record-values.ts';

/** What exists in a rehearsal and nowhere else: tokens of practice, and colleagues whom the station plays. */
export const practiceRecords = [
  record('practice.token-made', z.strictObject({ serial: TokenSerial })),
  record('practice.token-removed', z.strictObject({ serial: TokenSerial })),
  /** The station played a practice colleague. */
  record(
    'practice.played',
    z.strictObject({ act: z.enum(['key', 'signature', 'stage']), sentence: Text }),
  ),
] as const;
