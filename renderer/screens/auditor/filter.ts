import type { AuditView } from '../../../src/contract/audit.ts';
import type { Severity } from '../../../src/audit/report.ts';

export type Filter = 'all' | Severity;

/** The filters with their counts of groups, for example "1 warning". */
export function filterOptions(
  groups: readonly AuditView['groups'][number][],
): readonly { value: Filter; label: string }[] {
  const count = (severity: Severity) =>
    groups.filter((group) => group.severity === severity).length;
  return [
    { value: 'all', label: `All ${groups.length}` },
    { value: 'error', label: counted(count('error'), 'error') },
    { value: 'warning', label: counted(count('warning'), 'warning') },
    { value: 'info', label: counted(count('info'), 'note') },
  ];
}

const counted = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;
