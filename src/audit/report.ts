import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().min(0);

export const Severity = z.enum(['error', 'warning', 'info']);
export type Severity = z.output<typeof Severity>;

/** One oddity: a stable code, how bad it is, where it is, and a sentence. */
export const Finding = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z]+\.[a-z0-9-]+$/)
    .describe('One of docs/findings.md. Codes are added, never renamed.'),
  severity: Severity,
  subject: z.string().describe('Where: a file of the audit, or the digest of a key.'),
  message: z.string().describe('What is the case, as one clause.'),
  hint: z.string().describe('What it means, or what to do next.'),
  data: z
    .record(z.string(), z.json())
    .describe('Details for programs; members depend on the code.'),
});
export type Finding = z.output<typeof Finding>;

export const SignatureStatus = z.enum([
  'valid',
  'invalid',
  'empty',
  'unknown-key',
  'duplicate',
  'not-in-role',
]);

export const RootEntry = z.strictObject({
  version: Count,
  file: z.string().describe('Relative to what was given.'),
  sha256: Sha256.describe("Of the file's bytes."),
  signedSha256: Sha256.describe('Of the canonical bytes that are signed.'),
  expires: z.string().describe('As it is written in the file.'),
  threshold: z.int().min(1),
  keys: Count.describe('Distinct public keys in the root role.'),
  validByPrevious: Count.nullable().describe(
    'Distinct public keys of the version before with a valid signature; null for the first version present.',
  ),
  validBySelf: Count.describe('Distinct public keys of this version with a valid signature.'),
  signatures: z.array(
    z.strictObject({
      keyid: z.string(),
      spkiSha256: Sha256.nullable().describe('null where no key of this keyid is known.'),
      status: SignatureStatus,
    }),
  ),
});
export type RootEntry = z.output<typeof RootEntry>;

export const KeyEntry = z.strictObject({
  spkiSha256: Sha256.describe('Of SubjectPublicKeyInfo: what a key is, whatever it is called.'),
  keyids: z.array(z.string()),
  serials: z.array(z.string()).describe('Of the devices that evidence names.'),
  people: z
    .array(z.string())
    .describe(
      'Whose key it is by a plan, a record or a note beside the key. A name proves nothing.',
    ),
  rootVersions: z.array(Count).describe('Versions that have the key in the root role.'),
  attestation: z.enum(['verified', 'practice', 'invalid', 'none']),
});
export type KeyEntry = z.output<typeof KeyEntry>;

export const AttestationEntry = z.strictObject({
  path: z.string().describe("The key's certificate."),
  serial: z.string().nullable(),
  vendor: z.enum(['yubikey-piv', 'yubihsm2']),
  firmware: z.string().nullable(),
  formFactor: z.string().nullable(),
  fips: z.boolean(),
  pinPolicy: z.string().nullable(),
  touchPolicy: z.string().nullable(),
  hsm: z
    .strictObject({
      origin: z.enum(['generated', 'imported']),
      exportable: z.boolean().describe('It may leave the device under a wrap key.'),
      domains: z.array(z.int().min(1).max(16)),
      objectId: z.int().min(0).max(65_535),
      label: z.string(),
    })
    .nullable()
    .describe('What only a YubiHSM says; null for other devices.'),
  chain: z.string().describe('Name of the pinned root, "practice", or "invalid".'),
  spkiSha256: Sha256,
});
export type AttestationEntry = z.output<typeof AttestationEntry>;

/** The published report, format `station-audit/1`: stable, in a fixed order (docs/audit-report.md). */
export const AuditReport = z.strictObject({
  format: z.literal('station-audit/1'),
  asOf: z.string().describe('The instant of the verdict, RFC 3339.'),
  verdict: z.enum(['pass', 'fail']).describe('fail if there is at least one error.'),
  roots: z.array(RootEntry).describe('By version, then file.'),
  keys: z.array(KeyEntry).describe('By first root version, then digest.'),
  attestations: z.array(AttestationEntry).describe('By path.'),
  findings: z.array(Finding).describe('By severity, code, subject.'),
});
export type AuditReport = z.output<typeof AuditReport>;
