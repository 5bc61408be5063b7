import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const MAIN = join(import.meta.dirname, '../../../main');
const files = readdirSync(MAIN, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);

/** What would let a test, or somebody else, into the program that people get. */
const FORBIDDEN = [
  /remote-debugging-(?!pipe)/,
  /--inspect/,
  /openDevTools|devTools: true/,
  /STATION_TEST|NODE_ENV|VITEST|PLAYWRIGHT/,
  /headless/,
  /openExternal/,
  /executeJavaScript|insertCSS/,
  /\bSTATION_NO_/,
];

/** Reports are printed without a window. The window itself is never without one. */
const PRINTING = ['print/chromium.ts', 'shells/chromium/arguments.ts'];

describe('main has no branch for tests and no door left open', () => {
  it.each(files)('%s', (path) => {
    const text = readFileSync(join(MAIN, path), 'utf8');
    const found = FORBIDDEN.filter((pattern) => pattern.test(text)).map(String);
    expect(found).toEqual(PRINTING.includes(path) ? ['/headless/'] : []);
  });

  it('has the pipe, and only one', () => {
    const all = files.map((path) => readFileSync(join(MAIN, path), 'utf8')).join('\n');
    expect(all.match(/--remote-debugging-pipe'/g)).toHaveLength(1);
  });
});
