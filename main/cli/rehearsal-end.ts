import { basename } from 'node:path';
import type { AuditReport } from '../../src/audit/report.ts';
import type { ReportView } from '../../src/audit/view.ts';
import { dayInWords } from '../../src/audit/words.ts';
import { parseInstant } from '../../src/encoding/instant.ts';

/** How a rehearsal ended. */
export interface RehearsalEnd {
  readonly view: ReportView;
  /** The ceremony folder that it leaves. */
  readonly path: string;
  readonly seconds: number;
}

/** The last words of a rehearsal: the verdict, where the folder is, and what to do with it. */
export function afterAudit({ view, path, seconds }: RehearsalEnd): string {
  const { report } = view;
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  return [
    '',
    `Verdict of the audit: ${report.verdict}, as of ${dayInWords(parseInstant(report.asOf).ms)}`,
    view.lead,
    ...practiceAttestations(report),
    ...errors.map(({ code, subject, message }) => `  ${code} ${subject}: ${message}`),
    '',
    `The ceremony folder is "${basename(path)}". Open it in the window, or audit it:`,
    `  npm run -s station -- audit ${quoted(path)}`,
    `It took ${seconds.toFixed(1)} seconds.`,
    '',
  ].join('\n');
}

/** Whose keys a virtual YubiKey vouches for; nothing where none does. */
function practiceAttestations({ keys, roots }: AuditReport): string[] {
  const attested = keys.filter(({ attestation }) => attestation === 'practice');
  if (roots.length === 0 || attested.length === 0) return [];
  const serials = attested
    .flatMap((key) => key.serials)
    .toSorted()
    .join(', ');
  return [`Attested by virtual YubiKeys, for practice only: the keys on ${serials}.`];
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
