import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeHistory } from './history-repository.ts';

const station = join(import.meta.dirname, '../../bin/station');
/** The commits of the goal, and what it is divided by for the series 1, 2, 4, 8. */
const commits = 2000;
const parts = [8, 4, 2, 1];
const mostMiB = 150;

/** Runs a program, and says what it and everything that it started took. Linux counts memory in KiB. */
const measureInPython = `
import json, resource, subprocess, sys, time
began = time.perf_counter()
ended = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"seconds": time.perf_counter() - began, "cpu": used.ru_utime + used.ru_stime,
  "peak": used.ru_maxrss / 1024, "status": ended.returncode}))
`;

interface Taken {
  readonly seconds: number;
  readonly cpu: number;
  /** MiB of the largest process. */
  readonly peak: number;
  readonly status: number;
}

/** `station audit --git` over made histories of 250, 500, 1,000 and 2,000 commits: time, and memory at its peak. */
export function benchHistory(): string {
  const rows = parts.map((part) => ({ commits: commits / part, taken: auditOf(commits / part) }));
  const [first] = rows;
  if (first === undefined) throw new Error('nothing was measured');
  const line = ({ commits: count, taken }: (typeof rows)[number]): string =>
    `| ${[
      count,
      taken.seconds.toFixed(1),
      taken.cpu.toFixed(1),
      ((taken.cpu / first.taken.cpu / count) * first.commits).toFixed(2),
      taken.peak.toFixed(0),
    ].join(' | ')} |`;
  return [
    '## Audit of a Git history, as a process of its own',
    '',
    '| commits | seconds | CPU seconds | CPU of one commit, beside the first row | peak MiB |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(line),
    '',
    `Goal: at most ${mostMiB} MiB for ${commits} commits, and no more for one commit where there are more of them.\n`,
  ].join('\n');
}

function auditOf(count: number): Taken {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    makeHistory(folder, count);
    const words = [station, 'audit', '--git', folder, '--as-of', '2026-06-01T00:00:00Z'];
    const out = execFileSync('/usr/bin/python3', ['-c', measureInPython, ...words], {
      encoding: 'utf8',
    });
    const taken = JSON.parse(out) as Taken;
    if (taken.status !== 0) throw new Error(`the audit ended with ${taken.status}`);
    return taken;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
