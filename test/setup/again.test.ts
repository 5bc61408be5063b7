import { expect, it } from 'vitest';
import { nodeScript } from './node-script.ts';

const clean = { skipped: 0, failures: [], unsteady: [] };
const crowd = {
  ...clean,
  passed: 90,
  failed: 2,
  failures: ['test/a.test.ts › signs\n    late', 'test/a.test.ts › reads › a file\n    early'],
};

/** What a run that ended with `first` counts as, and which files were run again, to end with `second`. */
const again = (first: unknown, second: unknown): unknown =>
  nodeScript(`
    import { runAgain } from './bin/test/again.mjs';
    const runs = [];
    const run = (files) => (runs.push(files), ${JSON.stringify(second)});
    const result = runAgain(${JSON.stringify(first)}, run);
    console.log(JSON.stringify({ result, runs }));
  `);

it('tests that pass by themselves are unsteady, by name and reason', () => {
  expect(again(crowd, { ...clean, passed: 7, failed: 0 })).toEqual({
    result: { ...clean, passed: 92, failed: 0, unsteady: crowd.failures },
    runs: [['test/a.test.ts']],
  });
});

it.each([
  ['one fails again', { ...clean, passed: 6, failed: 1, failures: ['test/a.test.ts › signs'] }],
  ['the second run left no report', { ...clean, passed: 0, failed: 1 }],
  ['the second run ran nothing', { ...clean, passed: 0, failed: 0 }],
])('the first result stands where %s', (_, second) => {
  expect(again(crowd, second)).toEqual({ result: crowd, runs: [['test/a.test.ts']] });
});

it.each([
  ['everything passed', { ...clean, passed: 9, failed: 0 }],
  ['too much failed', { ...crowd, failed: 4, failures: Array(4).fill(crowd.failures[0]) }],
  ['a file did not load', { ...crowd, failures: ['test/b.test.ts\n    no', crowd.failures[0]] }],
  ['something failed without a name', { ...crowd, failed: 3 }],
])('nothing is run again where %s', (_, first) => {
  expect(again(first, null)).toEqual({ result: first, runs: [] });
});
