import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { openOwnRepository, type OwnRepository } from '../../../main/git/own-repository.ts';
import { runGit } from '../../../main/git/run-git.ts';
import { hostileRepository, type HostileRepository, plainGit } from './hostile-repository.ts';

const missingObject = '1234567890123456789012345678901234567890';
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

let hostile: HostileRepository;
let own: OwnRepository;
beforeAll(() => {
  hostile = hostileRepository();
});
afterAll(() => hostile.remove());
beforeEach(async () => {
  hostile.reset();
  own = await openOwnRepository([join(hostile.gitDir, 'objects')]);
});
afterEach(async () => {
  await own.remove();
});

function attempt(act: () => unknown): void {
  try {
    act();
  } catch {
    // Whether the trap went off is what counts.
  }
}

describe('the hostile repository of these tests', () => {
  it('does go off under ordinary Git, so that silence means something', () => {
    attempt(() => plainGit(hostile.workTree, 'status'));
    attempt(() => plainGit(hostile.workTree, 'add', '.'));
    attempt(() => plainGit(hostile.workTree, 'update-ref', 'refs/heads/x', hostile.commit));
    attempt(() => plainGit(hostile.workTree, 'cat-file', '-p', missingObject));
    const sprung = hostile.sprung();
    expect(sprung).toContain('fsmonitor');
    expect(sprung).toContain('clean');
    expect(sprung).toContain('reference-transaction');
    expect(sprung).toContain('lazy-fetch');
  });
});

describe('Git in a repository of the station that borrows objects', () => {
  it('reads what is there, and starts nothing of the other repository', async () => {
    const { gitDir } = own;
    const tree = await runGit({ gitDir, command: 'ls-tree', args: ['-r', hostile.commit] });
    expect(decode(tree.output)).toMatch(/\tkeys\.txt\n$/);
    const blob = await runGit({
      gitDir,
      command: 'cat-file',
      args: ['blob', `${hostile.commit}:keys.txt`],
    });
    expect(decode(blob.output)).toBe('a key\n');
    await runGit({ gitDir, command: 'update-ref', args: ['refs/heads/x', hostile.commit] });
    expect(hostile.sprung()).toEqual([]);
  });

  it('does not fetch what is missing', async () => {
    await expect(
      runGit({ gitDir: own.gitDir, command: 'cat-file', args: ['-e', missingObject] }),
    ).rejects.toMatchObject({ code: 'git.failed' });
    expect(hostile.sprung()).toEqual([]);
  });

  it('writes into its own folder and nothing into the other', async () => {
    const before = plainGit(hostile.workTree, 'count-objects');
    const { output } = await runGit({
      gitDir: own.gitDir,
      command: 'hash-object',
      args: ['-w', '--stdin'],
      input: utf8('something new'),
    });
    expect(decode(output).trim()).toMatch(/^[0-9a-f]{40}$/);
    expect(plainGit(hostile.workTree, 'count-objects')).toBe(before);
  });

  it('removes itself and leaves the other as it was', async () => {
    await own.remove();
    expect(plainGit(hostile.workTree, 'rev-parse', 'main').trim()).toBe(hostile.commit);
  });

  it.each(['relative/objects', '/a"b/objects', '/a\nb/objects'])(
    'refuses the path %j',
    async (path) => {
      await expect(openOwnRepository([path])).rejects.toMatchObject({
        code: 'git.not-a-repository',
      });
    },
  );
});

describe('Git in the hostile repository itself', () => {
  it('still starts nothing that the settings could name, as a second line of defence', async () => {
    const { gitDir } = hostile;
    await runGit({ gitDir, command: 'for-each-ref', args: [] });
    await runGit({ gitDir, command: 'update-ref', args: ['refs/heads/y', hostile.commit] });
    await runGit({ gitDir, command: 'cat-file', args: ['-e', missingObject] }).catch(() => {});
    await runGit({ gitDir, command: 'fetch', args: ['origin'], protocols: ['file'] }).catch(
      () => {},
    );
    expect(hostile.sprung()).toEqual([]);
  });
});

describe('the way to another repository', () => {
  let remote: string;
  beforeEach(() => {
    remote = mkdtempSync(join(tmpdir(), 'station-remote-'));
    plainGit(remote, 'init', '-q', '--bare', '-b', 'main');
  });
  afterEach(() => rmSync(remote, { recursive: true }));

  const push = (protocols: readonly 'file'[]) =>
    runGit({
      gitDir: own.gitDir,
      command: 'push',
      args: ['--porcelain', '--end-of-options', remote, `${hostile.commit}:refs/heads/main`],
      protocols,
    });

  it('is closed unless the caller opens it', async () => {
    await expect(push([])).rejects.toMatchObject({ code: 'git.failed' });
    expect(plainGit(remote, 'for-each-ref')).toBe('');
  });

  it('is open for the protocols that the caller names', async () => {
    expect((await push(['file'])).status).toBe(0);
    expect(plainGit(remote, 'rev-parse', 'main').trim()).toBe(hostile.commit);
    expect(hostile.sprung()).toEqual([]);
  });
});

describe('a run of Git', () => {
  it('gives back a status that the caller takes for an answer', async () => {
    const { gitDir } = own;
    const args = ['-e', missingObject];
    await expect(
      runGit({ gitDir, command: 'cat-file', args, answers: [0, 1, 128] }),
    ).resolves.toMatchObject({ status: expect.toSatisfy((status) => status !== 0) });
  });

  it('takes no more than was agreed', async () => {
    const { gitDir } = own;
    const call = {
      gitDir,
      command: 'cat-file',
      args: ['blob', `${hostile.commit}:keys.txt`],
    } as const;
    await expect(runGit({ ...call, most: 5 })).rejects.toMatchObject({ code: 'git.too-large' });
    await expect(runGit({ ...call, most: 6 })).resolves.toMatchObject({ status: 0 });
  });

  it('ends Git when it takes too long', async () => {
    const { gitDir } = own;
    // A pipe that nobody writes to: Git would wait for its content for ever.
    const pipe = join(gitDir, 'nobody-writes');
    execFileSync('mkfifo', [pipe]);
    await expect(
      runGit({ gitDir, command: 'hash-object', args: ['--', pipe], patience: 200 }),
    ).rejects.toMatchObject({ code: 'git.too-slow' });
  });

  it('stops with the reason of its signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(
      runGit({ gitDir: own.gitDir, command: 'rev-list', args: ['--all'], signal }),
    ).rejects.toThrow('enough');
  });

  it('shows nothing of what Git says, and keeps it as the cause', async () => {
    const failure: unknown = await runGit({
      gitDir: own.gitDir,
      command: 'rev-parse',
      args: ['--verify', '--end-of-options', '\u001b[31mred'],
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'git.failed', found: 'status 128' });
    expect(JSON.stringify(failure)).not.toContain('red');
  });
});
