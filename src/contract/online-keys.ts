import { z } from 'zod';
import { DigestHex, OpaqueId, Sentence, Short } from './values.ts';

/** Keys that sign snapshot and timestamp without a person, and what their ceremony still needs of them. */
export const OnlineKeysView = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        id: OpaqueId,
        kind: z.enum(['file', 'token']),
        /** Its public half in this ceremony; null while that is to come. */
        spkiSha256: DigestHex.nullable(),
        sentence: Sentence,
        /** A new key file can be made for it here. */
        canMake: z.boolean(),
      }),
    )
    .max(16),
  /** Fewest characters of a passphrase. */
  shortest: z.int().min(1),
});

const Passphrase = z.string().min(1).max(1024);

export const onlineKeyMethods = {
  'online.look': { in: z.null(), out: OnlineKeysView },
  /** Writes its public half into the ceremony: of this key file, or for a `place` of null of the token that is plugged in. */
  'online.export': {
    in: z.strictObject({ id: OpaqueId, place: OpaqueId.nullable() }),
    out: OnlineKeysView,
  },
  /** Makes the key in a new file in this folder, and writes its public half into the ceremony. */
  'online.make': {
    in: z.strictObject({
      id: OpaqueId,
      place: OpaqueId,
      passphrase: Passphrase,
      repeat: Passphrase,
    }),
    out: z.strictObject({ view: OnlineKeysView, file: Short }),
  },
} as const;

export type OnlineKeysView = z.output<typeof OnlineKeysView>;
