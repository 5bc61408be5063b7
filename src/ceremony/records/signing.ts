import { z } from 'zod';
import { record } from '../record-envelope.ts';
import {
  Digest,
  FileFact,
  Keyid,
  PathInFolder,
  Scheme,
  SheetRows,
  Spki,
  TokenSerial,
  Word,
} from '../record-values.ts';

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

/** Metadata from the moment it is staged until it is published. */
export const signingRecords = [
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
] as const;
