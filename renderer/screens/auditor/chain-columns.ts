import type { AuditReport, RootEntry } from '../../../src/audit/report.ts';
import { parseInstant } from '../../../src/encoding/instant.ts';

/** How a count of signatures stands to its threshold. */
export interface Tally {
  readonly count: number;
  readonly needed: number;
  readonly state: 'enough' | 'exactly' | 'short';
}

/** One root of the chain picture. */
export interface ChainColumn {
  readonly version: number;
  /** Tells two roots of one version apart. */
  readonly file: string;
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

/** The columns, one a root of the report, in its order: as the cells of the strands are. */
export function chainColumns(report: AuditReport): readonly ChainColumn[] {
  return report.roots.map((root, place) => ({
    version: root.version,
    file: root.file,
    newest: place === report.roots.length - 1,
    forked: report.roots.some((other) => other !== root && other.version === root.version),
    own: tally(root.validBySelf, root.threshold),
    before:
      root.validByPrevious === null
        ? null
        : tally(root.validByPrevious, neededBefore(report, root)),
    until: untilOf(root, report.asOf),
  }));
}

/** What the version before asked for; of two roots of that version the stricter one. */
function neededBefore(report: AuditReport, root: RootEntry): number {
  const earlier = report.roots.filter((other) => other.version < root.version);
  const version = Math.max(...earlier.map((other) => other.version));
  return Math.max(
    0,
    ...earlier.filter((other) => other.version === version).map((other) => other.threshold),
  );
}

function tally(count: number, needed: number): Tally {
  return {
    count,
    needed,
    state: count < needed ? 'short' : count === needed ? 'exactly' : 'enough',
  };
}

function untilOf(root: RootEntry, asOf: string): ChainColumn['until'] {
  const until = millis(root.expires);
  if (until === null) return { month: 'not', year: 'readable', expired: false };
  const day = new Date(until);
  return {
    month: months[day.getUTCMonth()] ?? '',
    year: String(day.getUTCFullYear()),
    expired: until <= (millis(asOf) ?? until),
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
