import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBundle } from '../../../main/shells/bundle.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-bundle-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets/app.js'), 'export {};');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the bundle', () => {
  it('holds each file by its path, with its type', () => {
    const bundle = readBundle(folder);
    expect([...bundle.keys()].toSorted()).toEqual(['/assets/app.js', '/index.html']);
    expect(bundle.get('/assets/app.js')).toEqual({
      type: 'text/javascript; charset=utf-8',
      body: Buffer.from('export {};'),
    });
  });

  it('leaves out files of other kinds, and links', () => {
    writeFileSync(join(folder, 'app.js.map'), '{}');
    writeFileSync(join(folder, '.env'), 'SECRET=1');
    symlinkSync('/etc/passwd', join(folder, 'passwd.js'));
    symlinkSync('/etc', join(folder, 'etc'));
    expect([...readBundle(folder).keys()].toSorted()).toEqual(['/assets/app.js', '/index.html']);
  });

  it('that is not built is said, with what to do', () => {
    rmSync(join(folder, 'index.html'));
    expect(() => readBundle(folder)).toThrow('The page is not built');
    expect(() => readBundle(join(folder, 'none'))).toThrow('The folder of the page cannot be read');
  });
});
