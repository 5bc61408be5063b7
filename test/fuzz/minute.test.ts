import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('finds nothing in the time that every run of the tests has for it', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    path.join(import.meta.dirname, 'run.ts'),
    '--minutes',
    '0.5',
  ]);
  expect(stdout).toMatch(/^Fuzzed for \d+\.\d minutes, nothing found\. Files tried: json [1-9]/);
}, 180_000);
