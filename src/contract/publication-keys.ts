import { z } from 'zod';
import { OpaqueId, Pin, Sentence, Short } from './values.ts';

/** A key that signs on publication, and what it takes to use it here. */
export const PublicationKey = z.strictObject({
  id: OpaqueId,
  /** The person, or the online key's name in the plan. */
  name: Short,
  kind: z.enum(['token', 'file']),
  serial: Short.nullable(),
  /** Which roles it signs. */
  signs: Short,
  /** Whether it can sign here now, and what is to be done. */
  ready: z.boolean(),
  reason: Sentence,
  /** PIN tries left, as far as the token tells. */
  tries: Short,
  /** The station keeps its PIN: nothing is typed. */
  practice: z.boolean(),
});

/** Opens a key file. Never logged, echoed or kept beyond the one act. */
const Passphrase = z.string().min(1).max(1024);

/** What was typed for a publication: PINs of tokens, and the passphrase of the key file that was chosen. */
export const PublicationSecrets = z.strictObject({
  pins: z.array(z.strictObject({ id: OpaqueId, pin: Pin })).max(16),
  file: z.strictObject({ place: OpaqueId, passphrase: Passphrase }).nullable(),
});

export type PublicationKey = z.output<typeof PublicationKey>;
export type PublicationSecrets = z.output<typeof PublicationSecrets>;
