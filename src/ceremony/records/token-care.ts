import { z } from 'zod';
import { record } from '../record-envelope.ts';
import { Spki, TokenSerial, Word } from '../record-values.ts';

/** A key that was on a token: its slot, and the key where it could be read. */
const KeyFact = z.strictObject({ slot: Word, spki: Spki.nullable() });

/** What was done to a token itself. PINs, PUKs and management keys are nowhere. */
export const tokenCareRecords = [
  /** The station is about to set a token up. `erases` are the keys that will be gone. */
  record(
    'token.set-up-begun',
    z.strictObject({
      serial: TokenSerial,
      /** Everything on it goes; false for a device that told that it is as from the factory. */
      erased: z.boolean(),
      erases: z.array(KeyFact).max(32),
      /** Slots other than the one for signatures were told, too. */
      complete: z.boolean(),
    }),
  ),
  /** It has a new PIN, a new PUK and a random management key, as read back. */
  record(
    'token.set-up',
    z.strictObject({ serial: TokenSerial, firmware: Word, erased: z.boolean() }),
  ),
  record('pin.changed', z.strictObject({ serial: TokenSerial })),
  /** A new PIN by the PUK. */
  record('pin.unblocked', z.strictObject({ serial: TokenSerial })),
  record('practice.key-removed', z.strictObject({ serial: TokenSerial, spki: Spki })),
] as const;
