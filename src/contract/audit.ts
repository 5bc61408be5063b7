import { z } from 'zod';
import { AuditReport } from '../audit/report.ts';
import { DigestHex, Instant, OpaqueId, Sentence, Short } from './values.ts';

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

/** `total` is null while files are still being found. */
const AuditProgress = z.strictObject({
  done: z.int().min(0),
  total: z.int().min(0).nullable(),
  doing: Short,
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
  /** Writes report.json, report.txt, report.html and, where Chromium is, report.pdf into a folder; never over an existing file. */
  'audit.save': {
    in: z.strictObject({ place: OpaqueId }),
    out: z.strictObject({ files: z.array(Short).max(4), sentence: Sentence }),
  },
} as const;

export type AuditView = z.output<typeof AuditView>;
