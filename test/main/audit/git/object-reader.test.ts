import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ObjectReader, openObjectReader } from '../../../../main/audit/git/object-reader.ts';
import { findRepository } from '../../../../main/audit/git/repository-folder.ts';
import { rejectionOf } from '../../../ceremony/thrown.ts';
import { plainGit } from '../../git/hostile-repository.ts';

const text = 'a root\n';
const large = 'x'.repeat(70_000);
const digest = (algorithm: string, content: string) =>
  createHash(algorithm).update(content).digest('hex');
const nameOf = (type: string, content: string, algorithm = 'sha1') =>
  digest(algorithm, `${type} ${Buffer.byteLength(content)}\0${content}`);

/** A loose object as Git keeps it, under whatever name. */
function putObject(home: string, name: string, type: string, content: string): void {
  const folder = join(home, '.git/objects', name.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  const bytes = deflateSync(`${type} ${Buffer.byteLength(content)}\0${content}`);
  writeFileSync(join(folder, name.slice(2)), bytes);
}

describe('the objects of a repository', () => {
  const kept = 1000;
  let home: string;
  let reader: ObjectReader;

  beforeAll(async () => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'station-reader-')));
    plainGit(home, 'init', '-q', '-b', 'main');
    for (const content of ['', text, large, 'y'.repeat(kept), 'z'.repeat(kept + 1)])
      putObject(home, nameOf('blob', content), 'blob', content);
    // Somebody put other content under the name of a content that is known.
    putObject(home, nameOf('blob', 'the real one'), 'blob', 'a false one!');
    reader = await openObjectReader(await findRepository(home), { kept, sha256: false });
  });
  afterAll(async () => {
    await reader.close();
    rmSync(home, { recursive: true, force: true });
  });

  it.each(['', text])('are read whole: %j', async (content) => {
    expect(await reader.read(nameOf('blob', content))).toEqual({
      type: 'blob',
      content: Uint8Array.from(Buffer.from(content)),
      whole: null,
      genuine: true,
    });
  });

  it('that are too large are kept up to their bound, and their digests are of all of it', async () => {
    const object = await reader.read(nameOf('blob', large));
    expect(object?.content).toEqual(Uint8Array.from(Buffer.from(large.slice(0, kept))));
    expect(object).toMatchObject({
      genuine: true,
      whole: {
        length: large.length,
        sha256: digest('sha256', large),
        sha512: digest('sha512', large),
      },
    });
  });

  it('are too large from one byte above the bound on', async () => {
    expect((await reader.read(nameOf('blob', 'y'.repeat(kept))))?.whole).toBeNull();
    const above = await reader.read(nameOf('blob', 'z'.repeat(kept + 1)));
    expect(above?.whole?.length).toBe(kept + 1);
    expect(above?.content).toHaveLength(kept);
  });

  it('that are not there are null, and the next one is read', async () => {
    expect(await reader.read('0'.repeat(40))).toBeNull();
    expect((await reader.read(nameOf('blob', text)))?.genuine).toBe(true);
  });

  it('are never taken for what their name says without a look', async () => {
    const object = await reader.read(nameOf('blob', 'the real one'));
    // Git itself may refuse it; where it hands it over, it is not genuine.
    expect(object?.genuine ?? false).toBe(false);
  });

  it('can be asked for one after the other, many times, without an answer out of its place', async () => {
    const wanted = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? large : text));
    for (const content of wanted) {
      const object = await reader.read(nameOf('blob', content));
      expect(object?.whole?.length ?? object?.content.length).toBe(content.length);
    }
  });
});

describe('a reader of objects', () => {
  let home: string;
  beforeAll(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'station-reader-')));
    plainGit(home, 'init', '-q', '-b', 'main', '--object-format=sha256');
    putObject(home, nameOf('blob', text, 'sha256'), 'blob', text);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it('reads names by SHA-256', async () => {
    const reader = await openObjectReader(await findRepository(home), { kept: 10, sha256: true });
    const object = await reader.read(nameOf('blob', text, 'sha256'));
    await reader.close();
    expect(object).toMatchObject({ type: 'blob', genuine: true });
  });

  it('leaves no folder of its own behind, and answers nothing after its end', async () => {
    // A place of its own for what is temporary: other tests open readers at the same time.
    const scratch = join(home, 'scratch');
    mkdirSync(scratch);
    vi.stubEnv('TMPDIR', scratch);
    const reader = await openObjectReader(await findRepository(home), { kept: 10, sha256: true });
    expect(readdirSync(scratch)).toHaveLength(1);
    await reader.close();
    expect(readdirSync(scratch)).toEqual([]);
    vi.unstubAllEnvs();
    expect(await rejectionOf(reader.read(nameOf('blob', text, 'sha256')))).toMatchObject({
      code: 'input.git',
      hint: expect.stringContaining('Look whether git is installed.'),
    });
  });
});
