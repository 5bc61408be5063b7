import { cpus, loadavg } from 'node:os';

/** What repeated runs of one thing took, in milliseconds. */
export interface Spread {
  readonly runs: number;
  readonly p50: number;
  readonly p95: number;
  /** Processor time of this process, all threads, at the median; what does not grow when others use the machine. */
  readonly cpu?: number;
}

export function spreadOf(milliseconds: readonly number[], cpu?: readonly number[]): Spread {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const spread = { runs: sorted.length, p50: at(0.5), p95: at(0.95) };
  return cpu === undefined ? spread : { ...spread, cpu: spreadOf(cpu).p50 };
}

/** Times things in turn, A B A B …, so that a drift of the machine touches all alike. Each runs a few times unmeasured first. */
export async function inTurn(
  runs: number,
  things: Readonly<Record<string, () => unknown>>,
): Promise<Readonly<Record<string, Spread>>> {
  const times = new Map(Object.keys(things).map((name) => [name, noTimes()]));
  for (let run = -Math.ceil(runs / 10); run < runs; run += 1) {
    for (const [name, thing] of Object.entries(things)) {
      const [began, used] = [performance.now(), process.cpuUsage()];
      await thing();
      const [took, { user, system }] = [performance.now() - began, process.cpuUsage(used)];
      if (run < 0) continue;
      times.get(name)?.wall.push(took);
      times.get(name)?.cpu.push((user + system) / 1000);
    }
  }
  return Object.fromEntries([...times].map(([name, { wall, cpu }]) => [name, spreadOf(wall, cpu)]));
}

function noTimes(): { readonly wall: number[]; readonly cpu: number[] } {
  return { wall: [], cpu: [] };
}

/** One row of the table: a thing, beside the peer it is compared with. */
export interface Row {
  readonly what: string;
  readonly spread: Spread;
  /** The peer's spread in the same run; null for the peer itself. */
  readonly peer: Spread | null;
}

/** A table in Markdown: p50, p95 and the ratio of the medians, on the clock and in processor time. */
export function table(title: string, rows: readonly Row[]): string {
  const line = ({ what, spread, peer }: Row): string =>
    `| ${[
      what,
      spread.runs,
      digits(spread.p50),
      digits(spread.p95),
      peer === null ? 'peer' : `${digits(spread.p50 / peer.p50)} ×`,
      spread.cpu === undefined ? '' : digits(spread.cpu),
      cpuOf(spread, peer),
    ].join(' | ')} |`;
  return [
    `## ${title}`,
    '',
    '| what | runs | p50 ms | p95 ms | of the peer | CPU ms | of the peer |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(line),
    '',
  ].join('\n');
}

function cpuOf({ cpu }: Spread, peer: Spread | null): string {
  if (cpu === undefined) return '';
  if (peer === null) return 'peer';
  return peer.cpu === undefined ? '' : `${digits(cpu / peer.cpu)} ×`;
}

/** The machine, for the head of a report. */
export function machine(): string {
  const all = cpus();
  const [load = 0] = loadavg();
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}, ${process.platform} ${process.arch}, load ${load.toFixed(1)} at the beginning`;
}

function digits(value: number): string {
  return value.toPrecision(3);
}
