import { basename } from 'node:path';
import type { ReportView } from '../../src/audit/view.ts';

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
    `${view.headline}: ${report.verdict}`,
    view.lead,
    ...errors.map(({ code, subject, message }) => `  ${code} ${subject}: ${message}`),
    '',
    `The ceremony folder is "${basename(path)}". Open it in the window, or audit it:`,
    `  npm run -s station -- audit ${quoted(path)}`,
    `It took ${seconds.toFixed(1)} seconds.`,
    '',
  ].join('\n');
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
