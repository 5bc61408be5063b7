import { z } from 'zod';
import { ParticipantId } from './plan-values.ts';
import { Digest, UtcInstant } from './record-values.ts';

/** What every record has beside its kind and its data. */
const envelope = {
  /** From 1, without a gap. */
  number: z.int().min(1),
  /** When, as the station's clock said it: RFC 3339, UTC. */
  at: UtcInstant,
  /** The digest of `ceremony.yaml`. */
  plan: Digest,
  /** SHA-256 of the line before, without its line feed; of the plan's file for the first line. */
  previous: Digest,
  /** Who acted, by the id in the plan; null for the station itself. */
  participant: ParticipantId.nullable(),
};

/** The schema of one kind of record: its kind, its data, and what every record has. */
export function record<Kind extends string, Data extends z.ZodType>(kind: Kind, data: Data) {
  return z.strictObject({ kind: z.literal(kind), ...envelope, data });
}
