import { z } from 'zod';
import { AuditReport } from '../audit/report.ts';
import { DigestHex, Instant, OpaqueId, Sentence, Short } from './values.ts';

export const AuditView = z.strictObject({
  /** What was audited, for example "Roots 1 to 9". */
  name: Short,
  /** For example "Pass, as of 20 March 2024". */
  headline: Sentence,
  lead: Sentence,
  filesRead: z.int().min(0),
  footer: Sentence,
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
        findings: z.array(z.int().min(0)).max(10_000),
      }),
    )
    .max(200),
});

export const auditMethods = {
  'audit.run': {
    /** `place` null: the files of the audit that is open, once more, for example as of another day. */
    in: z.strictObject({ place: OpaqueId.nullable(), asOf: Instant.nullable() }),
    out: AuditView,
    progress: z.strictObject({ done: z.int(), total: z.int(), doing: Short }),
  },
  'audit.resume': { in: z.strictObject({ recent: OpaqueId }), out: AuditView },
  /** Writes report.json, report.txt, report.html and, where Chromium is, report.pdf into a folder; never over an existing file. */
  'audit.save': {
    in: z.strictObject({ place: OpaqueId }),
    out: z.strictObject({ files: z.array(Short).max(4), sentence: Sentence }),
  },
} as const;

export type AuditView = z.output<typeof AuditView>;
