import { z } from 'zod';
import { ParticipantId } from '../plan-values.ts';
import { record } from '../record-envelope.ts';

/** What can go wrong in a rehearsal on purpose. */
export const Trouble = z.enum([
  'absent',
  'wrong-token',
  'pulled-token',
  'locked-pin',
  'corrupt-file',
]);
export type Trouble = z.output<typeof Trouble>;

/** Trouble that the host of a rehearsal asked for, and its way out. */
export const troubleRecords = [
  record(
    'practice.trouble',
    z.strictObject({ trouble: Trouble, about: ParticipantId, state: z.enum(['began', 'ended']) }),
  ),
] as const;
