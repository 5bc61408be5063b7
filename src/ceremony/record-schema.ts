import { z } from 'zod';
import { bundleRecords } from './records/bundles.ts';
import { checkpointRecords } from './records/checkpoints.ts';
import { delegationRecords } from './records/delegations.ts';
import { foundRecords } from './records/found.ts';
import { keyRecords } from './records/keys.ts';
import { practiceRecords } from './records/practice.ts';
import { publicationRecords } from './records/publication.ts';
import { recoveryRecords } from './records/recovery.ts';
import { roomRecords } from './records/room.ts';
import { scriptRecords } from './records/script.ts';
import { signingRecords } from './records/signing.ts';
import { tokenCareRecords } from './records/token-care.ts';
import { troubleRecords } from './records/troubles.ts';
import { workRecords } from './records/work.ts';

/**
 * The closed list of what a transcript can hold: the data of each kind of record.
 * An act on a token has a record before it (its intent) and one after it, so that a crash in between is seen.
 */
export const TranscriptRecord = z.discriminatedUnion('kind', [
  ...roomRecords,
  ...keyRecords,
  ...signingRecords,
  ...bundleRecords,
  ...foundRecords,
  ...publicationRecords,
  ...delegationRecords,
  ...recoveryRecords,
  ...checkpointRecords,
  ...scriptRecords,
  ...troubleRecords,
  ...workRecords,
  ...tokenCareRecords,
  ...practiceRecords,
]);

export type TranscriptRecord = z.output<typeof TranscriptRecord>;
