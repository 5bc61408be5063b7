import type { Phase } from '../../../../src/contract/keyholder.ts';

/** The phases so far, each once, in the order in which they began, as last reported. */
export function phasesOf(reports: readonly Phase[]): readonly Phase[] {
  const latest = new Map<string, Phase>();
  for (const report of reports) latest.set(report.phase, report);
  return [...latest.values()];
}
