import { z } from 'zod';
import { record } from '../record-envelope.ts';
import {
  Digest,
  FileFact,
  KeyHandle,
  Scheme,
  SheetRows,
  Spki,
  Text,
  TokenSerial,
  Word,
} from '../record-values.ts';

const KeyFacts = { serial: TokenSerial, scheme: Scheme, spki: Spki, id: KeyHandle };

/** The token of a keyholder, the key on it, and what the keyholder gives away of it. */
export const keyRecords = [
  record(
    'token.chosen',
    z.strictObject({
      serial: TokenSerial,
      model: Word,
      practice: z.boolean(),
      planned: z.boolean(),
    }),
  ),
  record('pin.set', z.strictObject({ serial: TokenSerial })),
  /** The person has named a key on a YubiKey that is lost when theirs is made there. */
  record('key.given-up', z.strictObject({ serial: TokenSerial, spki: Spki })),
  record(
    'key.intended',
    z.strictObject({
      serial: TokenSerial,
      scheme: Scheme,
      id: KeyHandle,
      label: Word,
    }),
  ),
  record(
    'key.made',
    z.strictObject({
      ...KeyFacts,
      /** CKA_LOCAL, CKA_EXTRACTABLE and CKA_NEVER_EXTRACTABLE as read back; null: the token does not tell. */
      onDevice: z.boolean().nullable(),
      extractable: z.boolean().nullable(),
      neverExtractable: z.boolean().nullable(),
    }),
  ),
  /** A key that was there already: its making was cut off, or it is from an earlier ceremony. A challenge proved it. */
  record(
    'key.adopted',
    z.strictObject({ ...KeyFacts, origin: z.enum(['cut-off', 'earlier-ceremony']) }),
  ),
  /** The act that was intended did not happen, or its result is not used. */
  record(
    'act.stopped',
    z.strictObject({
      act: z.enum(['key', 'signature', 'checkpoint', 'set-up', 'proof']),
      serial: TokenSerial,
      code: Word,
      sentence: Text,
    }),
  ),
  record(
    'evidence.accepted',
    z.strictObject({
      serial: TokenSerial,
      spki: Spki,
      attested: z.boolean(),
      /** Name of the pinned root, or null without attestation. */
      chain: Word.nullable(),
      firmware: Word.nullable(),
      pinPolicy: Word.nullable(),
      touchPolicy: Word.nullable(),
      /** The certificates, where the token gives none itself and its holder brought them as files; left out otherwise. */
      brought: z.strictObject({ keyCertSha256: Digest, deviceCertSha256: Digest }).exactOptional(),
      /** Lines of the card that say "take note". */
      notes: z.int().min(0).max(64),
    }),
  ),
  record(
    'export.written',
    z.strictObject({
      serial: TokenSerial,
      spki: Spki,
      files: z.array(FileFact).min(1).max(8),
    }),
  ),
  record('export.confirmed', z.strictObject({ spki: Spki, rows: SheetRows })),
] as const;
