import { z } from 'zod';
import { isSha256Hex, type Sha256Hex } from '../encoding/digest.ts';
import { parseInstant } from '../encoding/instant.ts';
import type { SpkiDigest } from '../keys/public-key.ts';
import { isFolderPath, type FolderPath } from './folder-path.ts';
import { isSerial, type Serial } from './serial.ts';

const isDigest = (value: unknown): boolean => typeof value === 'string' && isSha256Hex(value);

/** SHA-256 of the bytes of a file, or of a line. */
export const Digest = z.custom<Sha256Hex>(isDigest, 'a SHA-256 digest');
/** SHA-256 of a SubjectPublicKeyInfo. */
export const Spki = z.custom<SpkiDigest>(isDigest, 'the digest of a public key');
export const TokenSerial = z.custom<Serial>(
  (value) => typeof value === 'string' && isSerial(value),
  'a serial',
);
/** A TUF keyid is opaque text; here bounded and printable. */
export const Keyid = z
  .string()
  .max(256)
  .regex(/^[!-~]+$/);
/** A CKA_ID. */
export const KeyHandle = z
  .string()
  .max(128)
  .regex(/^([0-9a-f]{2})+$/);
/** One line for people. */
export const Text = z
  .string()
  .max(2000)
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u);
export const Word = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u);
/** A path inside the ceremony folder: never absolute, never upwards. */
export const PathInFolder = z.custom<FolderPath>(
  (value) => typeof value === 'string' && isFolderPath(value),
  'a path inside the folder',
);
export const Scheme = z.enum([
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ed25519',
  'rsassa-pss-sha256',
]);
/** Rows A to H of a fingerprint sheet, as 0 to 7. */
export const SheetRows = z.array(z.int().min(0).max(7)).max(8);
export const FileFact = z.strictObject({
  path: PathInFolder,
  bytes: z.int().min(0),
  sha256: Digest,
});
export type FileFact = z.output<typeof FileFact>;

/** RFC 3339 in UTC, ending in Z. */
export const UtcInstant = z
  .string()
  .refine(isUtcInstant, 'a time in UTC like 2027-07-14T14:23:44Z');

function isUtcInstant(text: string): boolean {
  try {
    return text.endsWith('Z') && parseInstant(text).text === text;
  } catch {
    return false;
  }
}
