import { writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeScript } from './node-script.ts';

const ROOT = join(import.meta.dirname, '../..');
const count = (how: string, report: unknown): unknown =>
  nodeScript(`
    import * as results from './bin/test/results.mjs';
    console.log(JSON.stringify(results.${how}(${JSON.stringify(report)})));
  `);

const test = (status: string) => ({
  projectName: 'gallery',
  status,
  results: [{ errors: [{ message: `it was ${status}` }] }],
});

describe('counting', () => {
  it("takes Vitest's numbers, and a file that did not load as one failure", () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
        {
          name: 'a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'failed', fullName: 'adds up', failureMessages: ['expected 1'] },
            { status: 'passed' },
          ],
        },
        { name: 'b.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      ],
    };
    expect(count('countVitest', report)).toEqual({
      passed: 5,
      failed: 2,
      skipped: 3,
      failures: ['a.test.ts › adds up\n    expected 1', 'b.test.ts\n    no such file'],
      unsteady: [],
    });
  });

  it("takes Playwright's numbers; what passed only when repeated is unsteady", () => {
    const report = {
      stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 3 },
      errors: [{ message: 'no browser' }],
      suites: [
        {
          specs: ['expected', 'unexpected', 'flaky'].map((status, index) => ({
            file: 'a.spec.ts',
            line: index,
            title: 'signs',
            tests: [test(status)],
          })),
        },
      ],
    };
    expect(count('countPlaywright', report)).toEqual({
      passed: 5,
      failed: 2,
      skipped: 3,
      failures: [
        '[gallery] a.spec.ts:1 › signs\n    it was unexpected',
        'outside every test\n    no browser',
      ],
      unsteady: ['[gallery] a.spec.ts:2 › signs\n    it was flaky'],
    });
  });

  it('adds up', () => {
    const results = [
      { passed: 1, failed: 2, skipped: 3, failures: ['one'], unsteady: ['half'] },
      { passed: 10, failed: 20, skipped: 30, failures: ['two'], unsteady: [] },
    ];
    const together = {
      passed: 11,
      failed: 22,
      skipped: 33,
      failures: ['one', 'two'],
      unsteady: ['half'],
    };
    expect(count('sum', results)).toEqual(together);
  });

  it.each([
    ['no report', null],
    ['a report cut short', '{"stats":'],
    ['a report without numbers', '{"stats":{},"errors":[]}'],
  ])('%s is one failure, and no report is counted twice', (_what, text) => {
    const path = `dist/results-${process.pid}.json`;
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    if (text !== null) writeFileSync(join(ROOT, path), text);
    const taken = nodeScript(`
      import { countPlaywright, takeReport } from './bin/test/results.mjs';
      console.log(JSON.stringify(takeReport('${path}', countPlaywright)));
    `);
    expect(taken).toEqual({ passed: 0, failed: 1, skipped: 0, failures: [], unsteady: [] });
    expect(existsSync(join(ROOT, path))).toBe(false);
  });
});
