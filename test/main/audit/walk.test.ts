import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../main/audit/limits.ts';
import { walk } from '../../../main/audit/walk.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'station-walk-'));
  mkdirSync(path.join(home, 'keys/1'), { recursive: true });
  mkdirSync(path.join(home, 'node_modules'));
  for (const name of ['1.root.json', 'keys/1/1_pubkey.pem', 'node_modules/x.js'])
    writeFileSync(path.join(home, name), name);
  // A name that is no UTF-8: what is read of it does not open it.
  writeFileSync(Buffer.concat([Buffer.from(`${home}/`), Buffer.from([0x61, 0xff])]), 'odd');
  symlinkSync('1.root.json', path.join(home, 'link.json'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function found(given: string, label = '', bounds = limits) {
  const all = [];
  for await (const one of walk(given, label, bounds)) all.push([one.label, one.why]);
  return Object.fromEntries(all) as Record<string, string | null>;
}

describe('what lies below a path', () => {
  it('are its files, and why the rest is passed over', async () => {
    expect(await found(home)).toEqual({
      '1.root.json': null,
      'keys/1/1_pubkey.pem': null,
      'a\uFFFD': 'its name is no text',
      'link.json': 'it is a link',
      node_modules: 'it is a folder of a tool',
    });
  });

  it('is named below its label', async () => {
    expect(Object.keys(await found(path.join(home, 'keys'), 'second'))).toEqual([
      'second/1/1_pubkey.pem',
    ]);
  });

  it('is the file itself, by its label or its own name, also behind a link that was given', async () => {
    expect(await found(path.join(home, '1.root.json'))).toEqual({ '1.root.json': null });
    expect(await found(path.join(home, 'link.json'), 'chosen')).toEqual({ chosen: null });
  });

  it('is not looked at deeper than an audit goes', async () => {
    expect(await found(home, '', { ...limits, depth: 2 })).toHaveProperty('keys/1/1_pubkey.pem');
    await expect(found(home, '', { ...limits, depth: 1 })).rejects.toMatchObject({
      code: 'input.too-much',
      place: '1',
    });
  });

  it('is refused where one folder alone has more than an audit reads', async () => {
    await expect(found(home, '', { ...limits, files: 4 })).rejects.toMatchObject({
      code: 'input.too-much',
    });
  });
});
