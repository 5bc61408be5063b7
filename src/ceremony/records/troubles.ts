import { z } from 'zod';
import { ActName } from '../plan-values.ts';
import { record } from '../record-envelope.ts';
import { Text, Word } from '../record-values.ts';

/** What can be made to go wrong in a rehearsal, so that its people learn the way out. */
export const TroubleKind = z.enum([
  'absent-keyholder',
  'wrong-token',
  'pulled-token',
  'locked-pin',
  'corrupt-file',
]);
export type TroubleKind = z.output<typeof TroubleKind>;

/** Trouble that a host chose, in a rehearsal and nowhere else. */
export const troubleRecords = [
  record(
    'trouble.chosen',
    z.strictObject({ troubles: z.array(TroubleKind).max(TroubleKind.options.length) }),
  ),
  /** The station made it happen to the participant of this record; `sentence` is what a person was shown. */
  record(
    'trouble.happened',
    z.strictObject({ trouble: TroubleKind, act: ActName, code: Word, sentence: Text }),
  ),
  /** What had stopped was done after all. */
  record(
    'trouble.solved',
    z.strictObject({
      trouble: TroubleKind,
      /** The number of the record in which it happened. */
      happened: z.int().min(1),
      sentence: Text,
    }),
  ),
] as const;
