import { z } from 'zod';
import { isSerial, serialForm, type Serial } from './serial.ts';

/** Text for people: one line, nothing that a terminal or a page could take for a command. */
export const Line = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, 'one line of text')
  .refine((text) => text.trim() === text, 'no space at the ends');

/** A participant's name within the plan; it becomes part of file names. */
export const ParticipantId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single hyphens');

/** The name of an act in the record: as in the plan, or `own.<number>` for one that the plan's author added. */
export const ActName = z
  .string()
  .max(80)
  .regex(/^[a-z]+(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)?$/, 'the name of an act');

export const PlannedSerial = z.custom<Serial>(
  (value) => typeof value === 'string' && isSerial(value),
  'a serial in quotes: letters, digits and hyphens',
);

/** A planned token: its serial, or `practice` for any practice token. */
export const PlannedToken = z.custom<Serial | 'practice'>(
  (value) => typeof value === 'string' && isSerial(value),
  'practice, or a serial in quotes: letters, digits and hyphens',
);

/** What JSON Schema says of the two above, which zod cannot say by itself. */
export const serialSchema = { type: 'string', pattern: serialForm.source } as const;

/** TUF's own form of a time (TUF specification 1.0, section 4.2.1): UTC, whole seconds. */
export const Expiry = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'a time like 2027-11-14T00:00:00Z');

/** A number of keys. */
export const Count = z.int().min(1).max(64);

export const PlannedScheme = z.enum([
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ed25519',
  'rsassa-pss-sha256',
]);

/** SHA-256 of a SubjectPublicKeyInfo, in hexadecimal digits. */
export const PlannedKey = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits, in quotes');
