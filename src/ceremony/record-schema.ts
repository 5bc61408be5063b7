import { z } from 'zod';
import { record } from './record-envelope.ts';
import { delegationRecords } from './records/delegations.ts';
import { foundRecords } from './records/found.ts';
import { publicationRecords } from './records/publication.ts';
import { recoveryRecords } from './records/recovery.ts';
import {
  Digest,
  FileFact,
  PathInFolder,
  Keyid,
  KeyHandle,
  Scheme,
  SheetRows,
  Spki,
  Text,
  TokenSerial,
  Word,
} from './record-values.ts';
import { scriptRecords } from './records/script.ts';
import { tokenCareRecords } from './records/token-care.ts';
import { checkpointRecords } from './records/checkpoints.ts';
import { troubleRecords } from './records/troubles.ts';
import { workRecords } from './records/work.ts';

const KeyFacts = { serial: TokenSerial, scheme: Scheme, spki: Spki, id: KeyHandle };
const StagedFacts = {
  file: PathInFolder,
  version: z.int().min(0),
  sha256: Digest,
  signedSha256: Digest,
};
const SignatureFacts = {
  file: PathInFolder,
  serial: TokenSerial,
  spki: Spki,
  signedSha256: Digest,
};

/**
 * The closed list of what a transcript can hold: the data of each kind of record.
 * An act on a token has a record before it (its intent) and one after it, so that a crash in between is seen.
 */
export const TranscriptRecord = z.discriminatedUnion('kind', [
  record(
    'ceremony.opened',
    z.strictObject({
      format: z.literal('station-transcript/1'),
      title: Word,
      mode: z.enum(['real', 'rehearsal']),
      rootVersion: z.int().min(1),
      /** The program and its version. */
      station: Word,
    }),
  ),
  record(
    'participant.present',
    z.strictObject({
      name: Word,
      role: z.enum(['keyholder', 'host', 'auditor', 'witness']),
    }),
  ),
  record(
    'network.looked',
    z.strictObject({
      way: z.enum(['none', 'out', 'unknown']),
      interfaces: z
        .array(z.strictObject({ name: Word, state: Word, addresses: z.int().min(0) }))
        .max(256),
      routes: z.array(z.strictObject({ destination: Word, interface: Word })).max(256),
      sentence: Text,
    }),
  ),

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

  record('root.staged', z.strictObject(StagedFacts)),
  record('metadata.staged', z.strictObject(StagedFacts)),
  record(
    'review.confirmed',
    z.strictObject({
      version: z.int().min(0),
      signedSha256: Digest,
      changes: z.int().min(0).max(10_000),
      /** Rows that agreed with a second device. */
      rows: SheetRows,
    }),
  ),

  record('signature.intended', z.strictObject({ ...SignatureFacts, scheme: Scheme })),
  record(
    'signature.added',
    z.strictObject({
      ...SignatureFacts,
      keyid: Keyid,
      /** Of the file with the signature in it. */
      fileSha256: Digest,
      /** The implementations that verified it. */
      verifiedBy: z.array(Word).min(1).max(4),
      /** The signature was in the file, and the record of it was cut off. */
      recovered: z.boolean(),
    }),
  ),

  record(
    'root.published',
    z.strictObject({
      version: z.int().min(1),
      signedSha256: Digest,
      files: z.array(FileFact).min(1).max(512),
    }),
  ),

  record(
    'deviation',
    z.strictObject({
      about: z.enum(['network', 'other']),
      expected: Text.min(1),
      happened: Text.min(1),
      decided: Text.min(1),
    }),
  ),

  record(
    'bundle.written',
    z.strictObject({
      name: Word,
      manifestSha256: Digest,
      files: z.array(FileFact).max(512),
    }),
  ),
  record(
    'bundle.taken',
    z.strictObject({
      name: Word,
      manifestSha256: Digest,
      /** The participant who wrote it, as it says of itself. */
      from: Word.nullable(),
      /** The transcript that came with it: its lines and the digest of the last one. */
      transcript: z
        .strictObject({ file: PathInFolder, lines: z.int().min(1), tip: Digest })
        .nullable(),
      added: z.array(FileFact).max(512),
      signatures: z.array(z.strictObject({ file: PathInFolder, keyid: Keyid })).max(256),
    }),
  ),

  /** The last line was cut off by a crash; it was set aside and is not part of the record. */
  record(
    'transcript.recovered',
    z.strictObject({
      bytes: z.int().min(1),
      sha256: Digest,
      file: PathInFolder,
    }),
  ),

  ...foundRecords,
  ...publicationRecords,
  ...delegationRecords,
  ...recoveryRecords,
  ...checkpointRecords,
  ...scriptRecords,
  ...troubleRecords,
  ...workRecords,
  ...tokenCareRecords,

  record('practice.token-made', z.strictObject({ serial: TokenSerial })),
  record('practice.token-removed', z.strictObject({ serial: TokenSerial })),
  /** The station played a practice colleague. */
  record(
    'practice.played',
    z.strictObject({ act: z.enum(['key', 'signature', 'stage']), sentence: Text }),
  ),
]);

export type TranscriptRecord = z.output<typeof TranscriptRecord>;
