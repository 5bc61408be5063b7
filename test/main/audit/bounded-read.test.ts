import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBounded } from '../../../main/audit/bounded-read.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'station-read-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, content: string): string {
  const file = path.join(home, name);
  writeFileSync(file, content);
  return file;
}

describe('reading a file', () => {
  it.each([0, 1, 9, 10])('of %i bytes holds them all, where ten may be held', async (length) => {
    const content = 'abcdefghij'.slice(0, length);
    const read = await readBounded(write(`${length}.json`, content), 'x', 10, {});
    expect(Buffer.from(read.bytes).toString()).toBe(content);
    expect(read).not.toHaveProperty('whole');
  });

  it('that is larger holds one byte more than it may, and the facts of all of it', async () => {
    const content = 'abcdefghijklm';
    const read = await readBounded(write('large.json', content), 'x', 10, {});
    expect(Buffer.from(read.bytes).toString()).toBe('abcdefghijk');
    expect(read.whole).toEqual({
      length: 13,
      sha256: createHash('sha256').update(content).digest('hex'),
      sha512: createHash('sha512').update(content).digest('hex'),
    });
  });

  it('that is no file any more follows no link, and does not wait for a pipe', async () => {
    symlinkSync(write('real.json', '{}'), path.join(home, 'link.json'));
    execFileSync('mkfifo', [path.join(home, 'pipe.json')]);
    for (const name of ['link.json', 'pipe.json', '.']) {
      const asked = readBounded(path.join(home, name), `shown/${name}`, 10, {});
      await expect(asked).rejects.toMatchObject({ code: 'input.unreadable' });
      await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining(home) });
    }
  });
});
