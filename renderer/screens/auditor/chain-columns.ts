import type { AuditReport, RootEntry } from '../../../src/audit/report.ts';
import { parseInstant } from '../../../src/encoding/instant.ts';

/** How a count of signatures stands to its threshold. */
export interface Tally {
  readonly count: number;
  readonly needed: number;
  readonly state: 'enough' | 'exactly' | 'short';
}

/** One root version of the chain picture. */
export interface ChainColumn {
  readonly version: number;
  readonly newest: boolean;
  /** Two different roots of this version were found. */
  readonly forked: boolean;
  readonly own: Tally;
  /** null for the first version present: nothing before it says who had to sign. */
  readonly before: Tally | null;
  /** In two lines: month and year. */
  readonly until: { readonly month: string; readonly year: string; readonly expired: boolean };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The columns, one a version, oldest first. Of forked versions the weakest counts are shown. */
export function chainColumns(report: AuditReport): readonly ChainColumn[] {
  const versions = [...new Set(report.roots.map((root) => root.version))].toSorted((a, b) => a - b);
  return versions.map((version, place) => {
    const roots = report.roots.filter((root) => root.version === version);
    const earlier = report.roots.filter((root) => root.version === versions[place - 1]);
    return {
      version,
      newest: place === versions.length - 1,
      forked: roots.length > 1,
      own: weakest(roots.map((root) => tally(root.validBySelf, root.threshold))),
      before: beforeTally(roots, earlier),
      until: untilOf(roots, report.asOf),
    };
  });
}

function beforeTally(roots: readonly RootEntry[], earlier: readonly RootEntry[]): Tally | null {
  const needed = Math.max(0, ...earlier.map((root) => root.threshold));
  const counts = roots.flatMap((root) =>
    root.validByPrevious === null ? [] : [tally(root.validByPrevious, needed)],
  );
  return counts.length === 0 ? null : weakest(counts);
}

function tally(count: number, needed: number): Tally {
  return {
    count,
    needed,
    state: count < needed ? 'short' : count === needed ? 'exactly' : 'enough',
  };
}

function weakest(tallies: readonly Tally[]): Tally {
  const [first = tally(0, 0), ...rest] = tallies;
  return rest.reduce(
    (least, next) => (next.count - next.needed < least.count - least.needed ? next : least),
    first,
  );
}

function untilOf(roots: readonly RootEntry[], asOf: string): ChainColumn['until'] {
  const times = roots.flatMap((root) => millis(root.expires) ?? []);
  if (times.length === 0) return { month: 'not', year: 'readable', expired: false };
  const earliest = Math.min(...times);
  const day = new Date(earliest);
  return {
    month: months[day.getUTCMonth()] ?? '',
    year: String(day.getUTCFullYear()),
    expired: earliest <= (millis(asOf) ?? earliest),
  };
}

function millis(text: string): number | null {
  try {
    return parseInstant(text).ms;
  } catch {
    return null;
  }
}

/** The threshold that all tallies share, or null where it changed on the way. */
export function commonNeed(tallies: readonly (Tally | null)[]): number | null {
  const needs = new Set(tallies.flatMap((one) => (one === null ? [] : [one.needed])));
  const [need] = needs;
  return needs.size === 1 && need !== undefined ? need : null;
}
