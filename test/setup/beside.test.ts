import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeScript } from './node-script.ts';

/** What the end of a tool is, and what was written before it was asked for. */
const run = (words: readonly string[]): unknown =>
  nodeScript(`
    import { beside } from './bin/test/beside.mjs';
    const shown = [];
    console.log = (line) => void shown.push(line);
    process.stdout.write = (bytes) => void shown.push(String(bytes));
    const ended = beside('a tool of the tests', ${JSON.stringify(words)}, process.env);
    const before = shown.length;
    const good = await ended();
    delete process.stdout.write;
    process.stdout.write(JSON.stringify({ good, before, shown }));
  `);

it('a tool is shown in one piece, when its end is asked for', () => {
  const shown = ['\n── a tool of the tests', 'first\nlast\n'];
  expect(run(['sh', '-c', 'echo first; echo last >&2'])).toEqual({ good: true, before: 0, shown });
  const kept = join(import.meta.dirname, '../../dist/test/a-tool-of-the-tests.log');
  expect(existsSync(kept)).toBe(false);
});

it('a tool runs while the one beside it waits for another program', () => {
  const wait = 'mkfifo "$FOLDER/pipe"; touch "$FOLDER/there"; cat "$FOLDER/pipe"';
  const tell = 'until [ -e "$FOLDER/there" ]; do :; done; echo met > "$FOLDER/pipe"';
  const result = nodeScript(`
    import { spawnSync } from 'node:child_process';
    import { mkdtempSync, rmSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { join } from 'node:path';
    import { beside } from './bin/test/beside.mjs';
    const folder = mkdtempSync(join(tmpdir(), 'station-beside-'));
    process.env.FOLDER = folder;
    const ended = beside('another tool of the tests', ['sh', '-c', ${JSON.stringify(wait)}], process.env);
    const { status } = spawnSync('sh', ['-c', ${JSON.stringify(tell)}]);
    console.log = () => {};
    const shown = [];
    process.stdout.write = (bytes) => void shown.push(String(bytes));
    const good = await ended();
    rmSync(folder, { recursive: true });
    delete process.stdout.write;
    process.stdout.write(JSON.stringify({ status, good, shown }));
  `);
  expect(result).toEqual({ status: 0, good: true, shown: ['met\n'] });
});

it.each([
  ['ends badly', ['sh', '-c', 'exit 3']],
  ['ends by a signal', ['sh', '-c', 'kill -9 $$']],
  ['is not there', ['/no/such/tool']],
])('one that %s is no good one', (_what, words) => {
  expect(run(words)).toMatchObject({ good: false });
});
