import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createPrivateFile,
  isMissingOrThere,
  makePrivateFolder,
  replacePrivateFile,
} from '../../../main/tokens/private-file.ts';
import { newFolder } from './tokens-under-test.ts';

describe('a private file', () => {
  it('is for this user only, also where it replaces one that was not', async () => {
    const file = path.join(newFolder(), 'file');
    writeFileSync(file, 'old', { mode: 0o666 });
    await replacePrivateFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is whole for whoever reads it meanwhile', async () => {
    const file = path.join(newFolder(), 'file');
    const texts = ['a', 'b'].map((letter) => letter.repeat(100_000));
    await replacePrivateFile(file, texts[0] ?? '');
    const writing = Promise.all(
      Array.from({ length: 20 }, (_, index) => replacePrivateFile(file, texts[index % 2] ?? '')),
    );
    const seen = new Set<string>();
    const reading = setInterval(() => seen.add(readFileSync(file, 'utf8')), 1);
    await writing;
    clearInterval(reading);
    expect(texts).toEqual(expect.arrayContaining([...seen]));
    expect(seen.size).toBeGreaterThan(0);
    expect(readdirSync(path.dirname(file))).toEqual(['file']);
  });

  it('is made once, whoever comes first', async () => {
    const file = path.join(newFolder(), 'file');
    const texts = Array.from({ length: 10 }, (_, index) => `text ${index}`);
    const made = await Promise.all(texts.map((text) => createPrivateFile(file, text)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toBe(texts[made.indexOf(true)]);
    expect(readdirSync(path.dirname(file))).toEqual(['file']);
  });

  it('leaves nothing behind where it can not be written', async () => {
    const folder = newFolder();
    mkdirSync(path.join(folder, 'file', 'full'), { recursive: true });
    await expect(replacePrivateFile(path.join(folder, 'file'), 'x')).rejects.toThrow(/EISDIR|ENOT/);
    expect(readdirSync(folder)).toEqual(['file']);
    await expect(replacePrivateFile(path.join(folder, 'absent', 'x'), 'x')).rejects.toThrow(
      'ENOENT',
    );
  });

  it('lies in a folder that only this user may enter', async () => {
    const folder = path.join(newFolder(), 'one', 'two');
    await makePrivateFolder(folder);
    await makePrivateFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('tells its errors apart by code', () => {
    const missing = Object.assign(new Error('x'), { code: 'ENOENT' });
    expect(isMissingOrThere(missing, 'ENOENT')).toBe(true);
    expect(isMissingOrThere(missing, 'EEXIST')).toBe(false);
    expect(isMissingOrThere('ENOENT', 'ENOENT')).toBe(false);
  });
});
