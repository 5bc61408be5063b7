/** `npm run fuzz -- --minutes N`: hostile files against every reader of the audit, until the time is up. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { choices } from './mutations.ts';
import { replayCorpus, targets } from './targets.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);
let seed = Number(values.seed ?? Date.now() % 0x7fffffff);
const started = performance.now();
const until = started + minutes * 60_000;
const runs = new Map(targets.map(({ name }) => [name, 0]));
/**
 * A reader that computes longer than this for one file, in milliseconds of processor time, hangs as far as a person can
 * tell. Processor time, since the clock would only say how busy the machine is.
 */
const patience = 5000;
const slowest = new Map<
  string,
  { readonly took: number; readonly file: string; readonly seed: number }
>();
const replayed = await replayCorpus();

while (performance.now() < until) {
  for (const target of targets) {
    const details = await fc.check(
      fc.asyncProperty(choices, async (pick) => {
        const before = computed();
        const file = await target.run(pick);
        const took = computed() - before;
        if (took > (slowest.get(target.name)?.took ?? -1)) {
          slowest.set(target.name, { took, file: file.path, seed });
        }
        runs.set(target.name, (runs.get(target.name) ?? 0) + 1);
        if (took > patience) throw new Error(`${file.path} took ${Math.round(took)} ms`);
      }),
      { seed, numRuns: target.name === 'audit' ? 5 : 100 },
    );
    if (details.failed) {
      const cause = details.errorInstance instanceof Error ? details.errorInstance.stack : '';
      const report = `${target.name}, seed ${seed}: ${fc.defaultReportMessage(details)}\n${cause}`;
      const folder = path.join(import.meta.dirname, 'found');
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, `${target.name}-${seed}.txt`), report);
      console.log(report);
      process.exit(1);
    }
  }
  seed = (seed + 1) % 0x7fffffff;
}

const took = (performance.now() - started) / 60_000;
const total = [...runs].map(([name, count]) => `${name} ${count}`).join(', ');
console.log(
  `Fuzzed for ${took.toFixed(1)} minutes, nothing found. Files tried: ${total}, and ${replayed} that are kept.`,
);
for (const [name, { took: most, file, seed: of }] of slowest) {
  console.log(`Slowest of ${name}: ${Math.round(most)} ms of processor time, ${file}, seed ${of}`);
}

/** Milliseconds of processor time that this process has used, on all its threads. */
function computed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
