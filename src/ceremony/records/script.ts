import { z } from 'zod';
import { ActName, ParticipantId } from '../plan-values.ts';
import { record } from '../record-envelope.ts';
import { Text, UtcInstant, Word } from '../record-values.ts';

/** Who watched, and the initials that this person typed. Null where the plan has nobody beside the host. */
const Witnessed = { witness: ParticipantId.nullable(), initials: Word };

/** The run of the script. An act begins when the one before it is closed, so that no record can put them in another order. */
export const scriptRecords = [
  record('script.begun', z.strictObject({ acts: z.int().min(1).max(300) })),
  record('act.closed', z.strictObject({ act: ActName, ...Witnessed })),
  record('script.paused', z.strictObject({ act: ActName })),
  record('script.resumed', z.strictObject({ act: ActName })),
  /** Everything stops; nothing goes on before it is written down and confirmed. */
  record('deviation.stopped', z.strictObject({ act: ActName })),
  record(
    'deviation.settled',
    z.strictObject({
      act: ActName,
      /** The number of the record that stopped the script. */
      stopped: z.int().min(1),
      expected: Text.min(1),
      happened: Text.min(1),
      decided: Text.min(1),
      ...Witnessed,
    }),
  ),
  /** One person read the time from a clock of their own. */
  record(
    'clock.read',
    z.strictObject({
      theirs: UtcInstant,
      station: UtcInstant,
      /** Seconds by which their clock is ahead of the station's. */
      offset: z.int(),
    }),
  ),
  /** The time that counts from here on: the station's clock and so many seconds. */
  record(
    'clock.settled',
    z.strictObject({
      offset: z.int(),
      /** Clocks that were read for it. */
      readings: z.int().min(1).max(64),
      date: z.iso.date(),
      ...Witnessed,
    }),
  ),
] as const;
