import { describe, expect, it } from 'vitest';
import { nodeScript } from './node-script.ts';

const list = (how: string, ...given: readonly unknown[]): unknown =>
  nodeScript(`
    import * as failures from './bin/test/failures.mjs';
    console.log(JSON.stringify(failures.${how}(...${JSON.stringify(given)})));
  `);

const spec = (title: string, status: string, messages: readonly string[]): unknown => ({
  title,
  file: 'page.spec.ts',
  line: 7,
  tests: [
    {
      projectName: 'gallery',
      status,
      results: messages.map((message) => ({ errors: [{ message }] })),
    },
  ],
});

describe('the list of what failed', () => {
  it('names each test of Vitest once, with the first lines of why, without colours', () => {
    const long = ['\u001b[31mexpected 1\u001b[39m', '', 'b', 'c', 'd', 'e', 'f', 'g'].join('\n');
    const report = {
      testResults: [
        { status: 'passed', name: 'x', assertionResults: [{ status: 'passed' }] },
        {
          status: 'failed',
          name: '/home/mia/station/test/a.test.ts',
          assertionResults: [
            { status: 'passed', fullName: 'good' },
            { status: 'failed', fullName: 'bad', failureMessages: [long, 'second'] },
            { status: 'failed', fullName: 'mute', failureMessages: [] },
          ],
        },
      ],
    };
    expect(list('failuresOfVitest', report)).toEqual([
      'test/a.test.ts › bad\n    expected 1\n    b\n    c\n    d\n    e\n    f',
      'test/a.test.ts › mute',
    ]);
  });

  it('names each test of Playwright, however deep, with its window and place', () => {
    const report = {
      errors: [{ message: 'no browser' }],
      suites: [
        {
          specs: [spec('fine', 'expected', []), spec('broken', 'unexpected', ['no button'])],
          suites: [
            { specs: [spec('now and then', 'flaky', ['too late']), spec('-', 'skipped', [])] },
          ],
        },
      ],
    };
    expect(list('failuresOfPlaywright', report, 'unexpected')).toEqual([
      '[gallery] page.spec.ts:7 › broken\n    no button',
      'outside every test\n    no browser',
    ]);
    expect(list('failuresOfPlaywright', report, 'flaky')).toContain(
      '[gallery] page.spec.ts:7 › now and then\n    too late',
    );
  });

  it('is empty when nothing failed', () => {
    expect(list('failuresOfVitest', { testResults: [] })).toEqual([]);
    expect(list('failuresOfPlaywright', { errors: [], suites: [] }, 'unexpected')).toEqual([]);
  });
});
