import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collect, openInputs } from '../../../main/audit/collect.ts';
import { InputError } from '../../../main/audit/input-error.ts';
import { limits } from '../../../main/audit/limits.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'station-collect-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(name: string, content = name): string {
  const file = path.join(home, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const names = async (given: readonly string[], bounds = limits) =>
  (await collect(given, bounds)).files.map((file) => file.path).toSorted();

describe('collecting files for an audit', () => {
  it('names them relative to the folder that was given', async () => {
    write('a/1.root.json');
    write('a/keys/1/1_pubkey.pem');
    expect(await names([path.join(home, 'a')])).toEqual(['1.root.json', 'keys/1/1_pubkey.pem']);
    expect(await names([`${path.join(home, 'a')}/`])).toEqual([
      '1.root.json',
      'keys/1/1_pubkey.pem',
    ]);
  });

  it('names a file that was given by its own name', async () => {
    expect(await names([write('a/1.root.json')])).toEqual(['1.root.json']);
  });

  it('tells several folders apart', async () => {
    write('a/1.root.json');
    write('b/1.root.json');
    expect(await names([path.join(home, 'a'), path.join(home, 'b')])).toEqual([
      'a/1.root.json',
      'b/1.root.json',
    ]);
  });

  it('tells folders of one name apart by what was typed', async () => {
    write('x/a/1.root.json');
    write('y/a/1.root.json');
    const found = await names([path.join(home, 'x/a'), path.join(home, 'y/a')]);
    expect(new Set(found).size).toBe(2);
    expect(found.every((name) => name.endsWith('a/1.root.json'))).toBe(true);
  });

  it('reads a file once, however often it is given', async () => {
    const file = write('a/1.root.json');
    expect(await names([path.join(home, 'a'), file])).toEqual(['a/1.root.json']);
  });

  it('reads the bytes as they are', async () => {
    const [file] = (await collect([write('x.json', 'h\u00e9llo')])).files;
    expect(Buffer.from(file?.bytes ?? []).toString('utf8')).toBe('h\u00e9llo');
  });

  it('follows no links, opens no pipes, and leaves folders of tools aside', async () => {
    write('outside.json');
    write('a/.git/config');
    write('a/1.root.json');
    symlinkSync(path.join(home, 'outside.json'), path.join(home, 'a/link.json'));
    symlinkSync(home, path.join(home, 'a/loop'));
    execFileSync('mkfifo', [path.join(home, 'a/pipe.json')]);
    const { files, skipped } = await collect([path.join(home, 'a')]);
    expect(files.map((file) => file.path)).toEqual(['1.root.json']);
    expect(skipped.toSorted((left, right) => left.path.localeCompare(right.path))).toEqual([
      { path: '.git', why: 'it is a folder of a tool' },
      { path: 'link.json', why: 'it is a link' },
      { path: 'loop', why: 'it is a link' },
      { path: 'pipe.json', why: 'it is no file' },
    ]);
  });

  it('says where a link leads, where that file is read under its own name', async () => {
    write('a/9.root.json');
    write('b/1.root.json');
    symlinkSync('9.root.json', path.join(home, 'a/root.json'));
    symlinkSync(path.join(home, 'b'), path.join(home, 'a/other'));
    symlinkSync('other/../b/1.root.json', path.join(home, 'a/1.root.json'));
    symlinkSync('nowhere', path.join(home, 'a/2.root.json'));
    const links = async (...given: string[]) =>
      Object.fromEntries(
        (await collect(given.map((name) => path.join(home, name)))).skipped.map(
          (one) => [one.path, one.leadsTo] as const,
        ),
      );
    expect(await links('a')).toEqual({
      '1.root.json': undefined,
      '2.root.json': undefined,
      other: undefined,
      'root.json': '9.root.json',
    });
    expect(await links('a', 'b')).toEqual({
      'a/1.root.json': 'b/1.root.json',
      'a/2.root.json': undefined,
      'a/other': undefined,
      'a/root.json': 'a/9.root.json',
    });
  });

  it('takes a link that was given by name, since somebody chose it', async () => {
    write('real/1.root.json');
    symlinkSync(path.join(home, 'real'), path.join(home, 'chosen'));
    expect(await names([path.join(home, 'chosen')])).toEqual(['1.root.json']);
  });

  it('reads one byte more than it may, so that the reader sees that a file is too large', async () => {
    const file = write('big.json', 'x'.repeat(100));
    const [read] = (await collect([file], { ...limits, fileBytes: 10 })).files;
    expect(read?.bytes).toHaveLength(11);
  });

  it.each([
    ['files', { files: 2 }],
    ['bytes', { totalBytes: 20 }],
    ['levels', { depth: 1 }],
  ])('stops at too many %s', async (_, bound) => {
    write('a/1.json', 'x'.repeat(10));
    write('a/2.json', 'x'.repeat(10));
    write('a/b/c/3.json', 'x'.repeat(10));
    const asked = collect([path.join(home, 'a')], { ...limits, ...bound });
    await expect(asked).rejects.toMatchObject({ code: 'input.too-much' });
    await expect(asked).rejects.toBeInstanceOf(InputError);
  });

  it('stops at a folder of more than 100,000 files, before it reads any', async () => {
    mkdirSync(path.join(home, 'many'));
    execFileSync('sh', ['-c', 'seq 100001 | xargs touch'], { cwd: path.join(home, 'many') });
    const stream = openInputs([path.join(home, 'many')]);
    const first = stream.files[Symbol.asyncIterator]().next();
    await expect(first).rejects.toMatchObject({ code: 'input.too-much' });
    expect(stream.count()).toBe(0);
  });

  it('holds 16 MiB of a file and no more, and takes the digests of all of it', async () => {
    const size = limits.fileBytes + 1000;
    const whole = Buffer.alloc(size, 'x');
    const file = path.join(home, 'large.json');
    writeFileSync(file, whole);
    const [read] = (await collect([file])).files;
    expect(read?.bytes).toHaveLength(limits.fileBytes + 1);
    expect(read?.whole).toEqual({
      length: size,
      sha256: createHash('sha256').update(whole).digest('hex'),
      sha512: createHash('sha512').update(whole).digest('hex'),
    });
    writeFileSync(file, whole.subarray(0, limits.fileBytes));
    expect((await collect([file])).files[0]).not.toHaveProperty('whole');
  });

  it('says how far it is in one large file, and stops in the middle of it', async () => {
    const file = path.join(home, 'large.iso');
    writeFileSync(file, Buffer.alloc(limits.fileBytes + 3 * 1024 * 1024, 'x'));
    const heard: string[] = [];
    for await (const _ of openInputs([file], limits, { progress: (part) => heard.push(part) })
      .files);
    expect(heard).toHaveLength(19);
    expect(heard[0]).toBe('0 of 19 MiB of large.iso');
    expect(heard.at(-1)).toBe('18 of 19 MiB of large.iso');

    const stop = new AbortController();
    const { files } = openInputs([file], limits, {
      signal: stop.signal,
      progress: (part) => {
        heard.push(part);
        if (part.startsWith('5 of')) stop.abort(new Error('enough'));
      },
    });
    await expect(files[Symbol.asyncIterator]().next()).rejects.toThrow('enough');
    expect(heard.at(-1)).toBe('5 of 19 MiB of large.iso');
  });

  it('takes names with a line end, a quote or a way out as names', async () => {
    const odd = ['a\nb.json', '"; rm -rf x', '..json', '...', '%2e%2e%2fx', '__proto__'];
    for (const name of odd) write(`odd/${name}`);
    const found = await names([path.join(home, 'odd')]);
    expect(found.toSorted()).toEqual(odd.toSorted());
  });

  it('says that something is missing, without the path to it', async () => {
    const asked = collect([path.join(home, 'nothing')]);
    await expect(asked).rejects.toMatchObject({ code: 'input.missing', place: 'nothing' });
    await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining(home) });
  });

  it.each(['/dev/null', 'pipe'])('refuses %s by its kind', async (name) => {
    execFileSync('mkfifo', [path.join(home, 'pipe')]);
    await expect(collect([path.resolve(home, name)])).rejects.toMatchObject({
      code: 'input.unreadable',
      message: expect.stringContaining('neither a file nor a folder'),
    });
  });

  it('says of links that lead round in a circle that there is nothing', async () => {
    symlinkSync('two', path.join(home, 'one'));
    symlinkSync('one', path.join(home, 'two'));
    write('a/1.json');
    symlinkSync('..', path.join(home, 'a/up'));
    await expect(collect([path.join(home, 'one')])).rejects.toMatchObject({
      code: 'input.missing',
    });
    const { files, skipped } = await collect([path.join(home, 'a')]);
    expect(files).toHaveLength(1);
    expect(skipped).toEqual([{ path: 'up', why: 'it is a link' }]);
  });

  it('tells what may not be read from what is not there', () => {
    for (const name of ['locked/in/1.json', 'closed.json']) write(name);
    for (const name of ['locked', 'closed.json']) chmodSync(path.join(home, name), 0o000);
    chmodSync(home, 0o755);
    // Whoever runs the tests may be root, who may read everything.
    const script = `
      import { collect } from ${JSON.stringify(path.resolve('main/audit/collect.ts'))};
      if (process.getuid() === 0) process.setuid(65534);
      for (const path of process.argv.slice(1)) {
        await collect([path]).then(() => console.log('read'), ({ code }) => console.log(code));
      }`;
    const asked = ['locked/in/1.json', 'locked', 'closed.json', 'nothing', '.'];
    const out = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', script, ...asked.map((name) => path.join(home, name))],
      { encoding: 'utf8' },
    );
    for (const name of ['locked', 'closed.json']) chmodSync(path.join(home, name), 0o755);
    expect(out.trim().split('\n')).toEqual([
      'input.unreadable',
      'input.unreadable',
      'input.unreadable',
      'input.missing',
      'input.unreadable',
    ]);
  });

  it('stops when it is cancelled', async () => {
    write('a/1.json');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(collect([path.join(home, 'a')], limits, signal)).rejects.toThrow('enough');
  });
});
