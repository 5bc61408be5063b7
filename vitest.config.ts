import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Hundreds of stations and token hosts are started: what the first of them compiled is not compiled again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'dist/test/compiled');

const all = 'test/**/*.test.{ts,tsx}';
const never = ['test/e2e/**', 'test/bench/**', 'node_modules/**'];
/** Tests of what is pure: they leave nothing behind in their process, so the next file runs in it, too. */
const pure = `test/{attestation,ceremony,contract,encoding,keys,print,renderer,transfer,tuf}/**/*.test.{ts,tsx}`;

/** Small files that take half a minute: whatever is begun last must not be one of them. */
const long = ['fuzz/minute', 'setup/fresh-clone', 'main/cli/rehearse'];

function isLong({ moduleId }: TestSpecification): boolean {
  return long.some((name) => moduleId.endsWith(`/test/${name}.test.ts`));
}

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's own, which gives another array
    const usual = await super.sort(files);
    return [...usual.filter(isLong), ...usual.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // A test of the machine often waits for it: with a file more than cores, the cores do not.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // With more at work than there are cores, and on a slower machine, a test takes its time.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongFirst },
    // In the order of their names: short files fill up the end.
    projects: [
      { extends: true, test: { name: 'machine', include: [all], exclude: [...never, pure] } },
      { extends: true, test: { name: 'pure', include: [pure], isolate: false } },
    ],
  },
});
