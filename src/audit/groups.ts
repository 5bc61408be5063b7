import { groupWords } from './group-words.ts';
import type { AuditReport, Severity } from './report.ts';

/** All findings of one code and severity, in sentences for people. */
export interface FindingGroup {
  readonly severity: Severity;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Indexes into the report's findings. */
  readonly findings: readonly number[];
}

/** Gathers a report's findings by severity and code, worst first, in the order of the report. */
export function findingGroups(report: AuditReport): readonly FindingGroup[] {
  const indexed = report.findings.map((finding, index) => ({ finding, index }));
  const groups = Map.groupBy(indexed, ({ finding: { severity, code } }) => `${severity} ${code}`);
  return [...groups.values()].flatMap((entries): FindingGroup[] => {
    const [first] = entries;
    if (first === undefined) return [];
    const { severity, code } = first.finding;
    const words = groupWords(
      code,
      entries.map(({ finding }) => finding),
      report,
    );
    return [{ severity, code, ...words, findings: entries.map(({ index }) => index) }];
  });
}
