import { cpus } from 'node:os';

/** What repeated runs of one thing took, in milliseconds. */
export interface Spread {
  readonly runs: number;
  readonly p50: number;
  readonly p95: number;
}

export function spreadOf(milliseconds: readonly number[]): Spread {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { runs: sorted.length, p50: at(0.5), p95: at(0.95) };
}

/** Times things in turn, A B A B …, so that a drift of the machine touches all alike. Each runs a few times unmeasured first. */
export async function inTurn(
  runs: number,
  things: Readonly<Record<string, () => unknown>>,
): Promise<Readonly<Record<string, Spread>>> {
  const times = new Map<string, number[]>(Object.keys(things).map((name) => [name, []]));
  for (let run = -Math.ceil(runs / 10); run < runs; run += 1) {
    for (const [name, thing] of Object.entries(things)) {
      const began = performance.now();
      await thing();
      if (run >= 0) times.get(name)?.push(performance.now() - began);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, spreadOf(all)]));
}

/** One row of the table: a thing, beside the peer it is compared with. */
export interface Row {
  readonly what: string;
  readonly spread: Spread;
  /** The peer's spread in the same run; null for the peer itself. */
  readonly peer: Spread | null;
}

/** A table in Markdown: p50, p95, and the ratio of the medians. */
export function table(title: string, rows: readonly Row[]): string {
  const line = ({ what, spread, peer }: Row): string =>
    `| ${what} | ${spread.runs} | ${digits(spread.p50)} | ${digits(spread.p95)} | ${peer === null ? 'peer' : `${digits(spread.p50 / peer.p50)} ×`} |`;
  return [
    `## ${title}`,
    '',
    '| what | runs | p50 ms | p95 ms | of the peer |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(line),
    '',
  ].join('\n');
}

/** The machine, for the head of a report. */
export function machine(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}

function digits(value: number): string {
  return value.toPrecision(3);
}
