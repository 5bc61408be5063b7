import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const Severity = z.enum(['error', 'warning', 'info']);
export type Severity = z.output<typeof Severity>;

/** One oddity: a stable code, how bad it is, where it is, and a sentence. */
export const Finding = z.strictObject({
  code: z.string().regex(/^[a-z]+\.[a-z0-9-]+$/),
  severity: Severity,
  subject: z.string(),
  message: z.string(),
  hint: z.string(),
  data: z.record(z.string(), z.json()),
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
  version: z.int(),
  file: z.string(),
  /** Of the file's bytes. */
  sha256: Sha256,
  /** Of the canonical bytes that are signed. */
  signedSha256: Sha256,
  expires: z.string(),
  threshold: z.int(),
  keys: z.int(),
  /** Distinct public keys of the previous version with a valid signature; null for the first version present. */
  validByPrevious: z.int().nullable(),
  validBySelf: z.int(),
  signatures: z.array(
    z.strictObject({ keyid: z.string(), spkiSha256: Sha256.nullable(), status: SignatureStatus }),
  ),
});
export type RootEntry = z.output<typeof RootEntry>;

export const KeyEntry = z.strictObject({
  spkiSha256: Sha256,
  keyids: z.array(z.string()),
  serials: z.array(z.string()),
  rootVersions: z.array(z.int()),
  attestation: z.enum(['verified', 'invalid', 'none']),
});
export type KeyEntry = z.output<typeof KeyEntry>;

export const AttestationEntry = z.strictObject({
  path: z.string(),
  serial: z.string().nullable(),
  vendor: z.enum(['yubikey-piv', 'yubihsm2']),
  firmware: z.string().nullable(),
  formFactor: z.string().nullable(),
  fips: z.boolean(),
  pinPolicy: z.string().nullable(),
  touchPolicy: z.string().nullable(),
  /** Name of the pinned root, or "invalid". */
  chain: z.string(),
  spkiSha256: Sha256,
});
export type AttestationEntry = z.output<typeof AttestationEntry>;

/** The published report, format `station-audit/1`: stable, in a fixed order. */
export const AuditReport = z.strictObject({
  format: z.literal('station-audit/1'),
  asOf: z.string(),
  verdict: z.enum(['pass', 'fail']),
  roots: z.array(RootEntry),
  keys: z.array(KeyEntry),
  attestations: z.array(AttestationEntry),
  findings: z.array(Finding),
});
export type AuditReport = z.output<typeof AuditReport>;
