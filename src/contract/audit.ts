import { z } from 'zod';
import { AuditReport } from '../audit/report.ts';
import { Claim, DigestHex, Instant, OpaqueId, Sentence, Short } from './values.ts';

export const AuditView = z.strictObject({
  /** What was audited, for example "Roots 1 to 9". */
  name: Short,
  /** For example "Pass, as of 20 March 2024". */
  headline: Sentence,
  lead: Sentence,
  /** What was asked: the places by their names, and whether a Git history was read or a root was trusted from elsewhere. */
  asked: Sentence,
  filesRead: z.int().min(0),
  footer: Sentence,
  /** Said where a page cannot hold all of the report: what is left out here, and stands in the saved one. Empty else. */
  cut: Sentence,
  /** The report, or as much of it as a page holds. */
  report: AuditReport,
  /** How many files stand behind each finding of `report`, whose bytes can be looked at. */
  behind: z.array(z.int().min(0)),
  /** One row a device or key, in the order of the chain picture; cells by root version. */
  strands: z
    .array(
      z.strictObject({
        spkiSha256: DigestHex,
        title: Short,
        detail: Short,
        evidence: z.enum(['verified', 'practice', 'invalid', 'none']),
        cells: z.array(z.enum(['signed', 'silent', 'left', 'absent'])).max(1000),
      }),
    )
    .max(500),
  /** What the files show of each key: those of the roots first, then attested keys that stand in none. */
  evidence: z
    .array(
      z.strictObject({
        spkiSha256: DigestHex,
        title: Short,
        detail: Short,
        inRoot: z.boolean(),
        tag: z.strictObject({ state: Claim.shape.state, text: Short }),
        claims: z.array(Claim).max(16),
        files: z.array(Short).max(8),
      }),
    )
    .max(500),
  /** Findings gathered into sentences for people: one group a code. */
  groups: z
    .array(
      z.strictObject({
        severity: z.enum(['error', 'warning', 'info']),
        code: Short,
        title: Sentence,
        detail: Sentence,
        findings: z.array(z.int().min(0)).max(200),
        /** How many more of this kind the saved report has. */
        more: z.int().min(0),
      }),
    )
    .max(200),
});

/** A part of a file of the audit, as it was judged. */
export const BytesBehind = z.strictObject({
  /** Every file behind the finding, by its path in the audit; the one that it names first. */
  files: z.array(z.string().max(8192)).max(8),
  /** Which of them this is. */
  at: z.int().min(0),
  /** Of the whole file. */
  length: z.int().min(0),
  /** Of the whole file, as it was judged. */
  sha256: DigestHex,
  /** The digest of the file as it is now, where it was changed since: then no bytes are shown. */
  changedTo: DigestHex.nullable(),
  /** Of the first byte shown. */
  offset: z.int().min(0),
  hex: z.string().regex(/^(?:[0-9a-f]{2}){0,1024}$/),
  /** The bytes that the finding is about, in the whole file; null where it is about all of it. */
  mark: z.strictObject({ from: z.int().min(0), to: z.int().min(0) }).nullable(),
});

/** `total` is null while files are still being found. */
const AuditProgress = z.strictObject({
  done: z.int().min(0),
  total: z.int().min(0).nullable(),
  doing: Short,
  part: Short.optional(),
});

export const auditMethods = {
  'audit.run': {
    in: z.strictObject({
      /** Folders and files, each once. */
      places: z.array(OpaqueId).min(1).max(64),
      /** Every place is a Git repository, and every commit of its history is read. */
      git: z.boolean(),
      /** The file of the root that the auditor has from elsewhere. */
      trustedRoot: OpaqueId.nullable(),
      /** null: as of now, by this machine's clock. */
      asOf: Instant.nullable(),
    }),
    out: AuditView,
    progress: AuditProgress,
  },
  /** The audit that is open, once more, as of another instant. */
  'audit.again': {
    in: z.strictObject({ asOf: Instant.nullable() }),
    out: AuditView,
    progress: AuditProgress,
  },
  'audit.resume': {
    in: z.strictObject({ recent: OpaqueId }),
    out: AuditView,
    progress: AuditProgress,
  },
  /** The exact bytes behind a finding of the open audit, read again and held against what was judged. */
  'audit.bytes': {
    in: z.strictObject({
      /** Its place in the findings of the view. */
      finding: z.int().min(0),
      /** Which of the files behind it. */
      at: z.int().min(0).max(7),
      /** The first byte; null for the place that the finding is about. */
      from: z.int().min(0).nullable(),
    }),
    out: BytesBehind,
  },
  /** Writes report.json, report.txt, report.html and, where Chromium is, report.pdf into a folder; never over an existing file. */
  'audit.save': {
    in: z.strictObject({ place: OpaqueId }),
    out: z.strictObject({ files: z.array(Short).max(4), sentence: Sentence }),
  },
} as const;

export type BytesBehind = z.output<typeof BytesBehind>;
export type AuditView = z.output<typeof AuditView>;
