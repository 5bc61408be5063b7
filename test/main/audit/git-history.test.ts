import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInputs } from '../../../main/audit/collect.ts';
import { limits } from '../../../main/audit/limits.ts';
import { runAudit } from '../../../main/audit/run.ts';
import type { AuditFile } from '../../../src/audit/audit.ts';
import type { Finding } from '../../../src/audit/report.ts';
import { sha256Hex } from '../../../src/encoding/digest.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import {
  ada,
  asOf,
  below,
  ben,
  cleo,
  dora,
  file,
  type Files,
  online,
  repository,
  role,
  root,
  stranger,
} from '../../audit/made-files.ts';
import { hostileRepository, plainGit } from '../git/hostile-repository.ts';

let home = '';
let clock = 0;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'station-history-'));
  clock = 0;
  plainGit(home, 'init', '-q', '-b', 'main');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function write(files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), content);
  }
}

/** One commit a minute, so that the order of branches is known. */
function commit(message: string): string {
  plainGit(home, 'add', '-A');
  clock += 60;
  const date = `${1_700_000_000 + clock} +0000`;
  execFileSync('git', ['commit', '-q', '--allow-empty', '-m', message], {
    cwd: home,
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.org',
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
  });
  return plainGit(home, 'rev-parse', 'HEAD').trim();
}

async function filesOf(folder: string, bounds = limits) {
  const stream = openInputs([folder], bounds, { git: true });
  const files: AuditFile[] = [];
  for await (const file of stream.files) files.push(file);
  return { files, skipped: stream.skipped, noticed: stream.noticed() };
}

const auditGit = (folder: string) => {
  const { files, skipped, noticed } = openInputs([folder], limits, { git: true });
  return runAudit({ files, skipped, noticed, asOf, opinion: null });
};

describe('a Git history', () => {
  it('gives what is past once, and what the last commit has under each name, with the first commit that has it there', async () => {
    write({
      'staged/root.json': 'one',
      'root.json': 'one',
      'old.json': 'one',
      'README.md': 'hello',
    });
    const first = commit('One');
    rmSync(path.join(home, 'old.json'));
    write({ 'copy.json': 'one', 'staged/root.json': 'two' });
    const second = commit('Two');
    const { files } = await filesOf(home);
    expect(
      files.map(({ path: name, bytes, origin }) => [name, Buffer.from(bytes).toString(), origin]),
    ).toEqual([
      [
        `${first.slice(0, 12)}:README.md`,
        'hello',
        { commit: first, paths: ['README.md'], headPaths: ['README.md'] },
      ],
      [
        `${first.slice(0, 12)}:old.json`,
        'one',
        { commit: first, paths: ['old.json', 'staged/root.json'], headPaths: [] },
      ],
      [
        `${first.slice(0, 12)}:root.json`,
        'one',
        { commit: first, paths: ['root.json'], headPaths: ['root.json'] },
      ],
      [
        `${second.slice(0, 12)}:copy.json`,
        'one',
        { commit: second, paths: ['copy.json'], headPaths: ['copy.json'] },
      ],
      [
        `${second.slice(0, 12)}:staged/root.json`,
        'two',
        { commit: second, paths: ['staged/root.json'], headPaths: ['staged/root.json'] },
      ],
    ]);
  });

  it('has what was deleted, what lies on other branches, and what only tags name', async () => {
    write({ 'gone.json': 'gone' });
    commit('One');
    rmSync(path.join(home, 'gone.json'));
    write({ 'here.json': 'here' });
    commit('Two');
    plainGit(home, 'checkout', '-q', '-b', 'side');
    write({ 'side.json': 'side' });
    commit('Three');
    plainGit(home, 'checkout', '-q', '--detach');
    write({ 'tagged.json': 'tagged' });
    commit('Four');
    plainGit(home, 'tag', '-a', '-m', 'v1', 'v1');
    plainGit(home, 'checkout', '-q', 'main');
    const names = async () =>
      (await filesOf(home)).files.map(({ path: name }) => name.slice(13)).toSorted();
    expect(await names()).toEqual(['gone.json', 'here.json', 'side.json', 'tagged.json']);
    // Packed objects and packed branches give the same.
    plainGit(home, 'gc', '-q', '--prune=now');
    expect(await names()).toEqual(['gone.json', 'here.json', 'side.json', 'tagged.json']);
  });

  it('has a folder or a file that only a tag names, without any commit', async () => {
    const fork = root({ version: 2 });
    write({
      '1.root.json': root({ version: 1 }),
      '2.root.json': root({ version: 2, members: { x: 1 } }),
    });
    commit('One');
    write({ 'hidden.json': fork, 'folder/1.root.json': 'another' });
    plainGit(home, 'tag', 'blob', plainGit(home, 'hash-object', '-w', 'hidden.json').trim());
    plainGit(home, 'tag', 'known', plainGit(home, 'hash-object', '1.root.json').trim());
    plainGit(home, 'add', 'folder');
    plainGit(home, 'tag', 'tree', plainGit(home, 'write-tree').trim());
    const { files } = await filesOf(home);
    const hidden = files.filter(({ bytes }) => Buffer.from(bytes).equals(fork));
    expect(hidden).toMatchObject([{ origin: { headPaths: [] } }]);
    expect(files.map(({ path: name }) => name.slice(13))).toContain('folder/1.root.json');
    expect(files).toHaveLength(4);
    const { findings } = await auditGit(home);
    expect(findings.map(({ code }) => code)).toContain('root.fork');
  });

  it('reads a bare repository as one with a work tree, and a work tree beside its repository', async () => {
    write({ 'a.json': 'a' });
    commit('One');
    const bare = path.join(home, 'bare.git');
    plainGit(home, 'clone', '-q', '--bare', '.', bare);
    const beside = path.join(home, 'beside');
    plainGit(home, 'worktree', 'add', '-q', beside);
    for (const folder of [bare, beside]) {
      expect(
        (await filesOf(folder)).files.map(({ bytes }) => Buffer.from(bytes).toString()),
      ).toEqual(['a']);
    }
  });

  it('reads a repository whose path was typed from the folder that one is in', async () => {
    write({ 'README.md': 'One' });
    commit('One');
    const script = `
      import { openInputs } from ${JSON.stringify(path.resolve('main/audit/collect.ts'))};
      const { files } = openInputs([process.argv[1]], undefined, { git: true });
      for await (const file of files) console.log(file.path);`;
    const out = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', script, path.basename(home)],
      { cwd: path.dirname(home), encoding: 'utf8' },
    );
    expect(out).toMatch(/^[0-9a-f]{12}:README\.md\n$/);
  });

  it('says what is missing where nothing could be read', async () => {
    write({ '1.root.json': root({ version: 1 }) });
    const only = commit('One');
    rmSync(path.join(home, '.git/objects', only.slice(0, 2), only.slice(2)));
    await expect(auditGit(home)).rejects.toMatchObject({
      code: 'audit.nothing',
      place: only.slice(0, 12),
      found: expect.stringContaining('it is not in the repository'),
    });
  });

  it('follows no link and no other repository', async () => {
    write({ 'a.json': 'a' });
    symlinkSync('/etc/passwd', path.join(home, 'link.json'));
    const at = commit('One').slice(0, 12);
    const { files, skipped } = await filesOf(home);
    expect(files.map(({ path: name }) => name)).toEqual([`${at}:a.json`]);
    expect(skipped).toEqual([{ path: `${at}:link.json`, why: 'it is a link' }]);
  });

  it('says how far it is before the first file is there, and stops in the middle', async () => {
    for (const name of ['One', 'Two', 'Three']) {
      write({ 'README.md': name });
      commit(name);
    }
    const heard: string[] = [];
    const progress = (part: string) => heard.push(part);
    const first = openInputs([home], limits, { git: true, progress }).files[Symbol.asyncIterator]();
    await first.next();
    await first.return?.();
    const [found, walked] = [heard.slice(0, 3), heard.slice(3)];
    expect(found).toEqual(['1 commits found', '2 commits found', '3 commits found']);
    expect(walked).toEqual(['0 of 3 commits', '1 of 3 commits', '2 of 3 commits']);

    for (const at of ['2 commits found', '1 of 3 commits']) {
      const stop = new AbortController();
      const { files } = openInputs([home], limits, {
        git: true,
        signal: stop.signal,
        progress: (part) => {
          heard.push(part);
          if (part === at) stop.abort(new Error('enough'));
        },
      });
      await expect(files[Symbol.asyncIterator]().next()).rejects.toThrow('enough');
      expect(heard.at(-1)).toBe(at);
    }
  });

  it('names what a shallow clone leaves out', async () => {
    write({ 'a.json': 'a' });
    commit('One');
    write({ 'b.json': 'b' });
    const last = commit('Two');
    const clone = path.join(home, 'clone');
    plainGit(home, 'clone', '-q', '--depth', '1', `file://${home}`, clone);
    expect((await filesOf(clone)).noticed).toMatchObject([
      { code: 'git.history-cut', severity: 'warning', data: { commit: last } },
    ]);
  });

  it('names an object that is missing, and goes on', async () => {
    write({ 'a.json': 'a', 'b.json': 'b' });
    const at = commit('One');
    const oid = plainGit(home, 'rev-parse', 'HEAD:a.json').trim();
    rmSync(path.join(home, '.git/objects', oid.slice(0, 2), oid.slice(2)));
    const { files, noticed } = await filesOf(home);
    expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['b']);
    expect(noticed).toMatchObject([
      {
        code: 'git.object-missing',
        subject: `${at.slice(0, 12)}:a.json`,
        data: { oid, commit: at },
      },
    ]);
  });

  it('refuses what is no repository, and what holds too much', async () => {
    const plain = path.join(home, 'plain');
    mkdirSync(plain);
    await expect(filesOf(plain)).rejects.toMatchObject({ code: 'input.no-repository' });
    write({ 'a.json': 'a', 'b/c/d.json': 'b' });
    commit('One');
    await expect(filesOf(home, { ...limits, files: 1 })).rejects.toMatchObject({
      code: 'input.too-much',
    });
    await expect(filesOf(home, { ...limits, depth: 1 })).rejects.toMatchObject({
      code: 'input.too-much',
    });
  });

  it('refuses pipes and links among the objects, so that Git never waits for one', async () => {
    write({ 'a.json': 'a' });
    commit('One');
    execFileSync('mkfifo', [path.join(home, '.git/objects/pack/pack-x.pack')]);
    await expect(filesOf(home)).rejects.toMatchObject({ code: 'input.no-repository' });
    rmSync(path.join(home, '.git/objects/pack/pack-x.pack'));
    symlinkSync('/etc', path.join(home, '.git/objects/aa'));
    await expect(filesOf(home)).rejects.toMatchObject({ code: 'input.no-repository' });
  });

  it('starts nothing that a hostile repository names', async () => {
    const hostile = hostileRepository();
    try {
      const { files } = await filesOf(hostile.workTree);
      expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['a key\n']);
      expect(hostile.sprung()).toEqual([]);
    } finally {
      hostile.remove();
    }
  });
});

describe('an audit of a Git history', () => {
  it('finds a fork that was committed once and taken back', async () => {
    write({ 'metadata/1.root.json': root({ version: 1 }) });
    commit('One');
    write({ 'metadata/2.root.json': root({ version: 2, expires: '2027-02-01T00:00:00Z' }) });
    const forked = commit('Two').slice(0, 12);
    write({ 'metadata/2.root.json': root({ version: 2 }) });
    const last = commit('Two again').slice(0, 12);
    const { verdict, findings } = await auditGit(home);
    expect(verdict).toBe('fail');
    expect(findings.find(({ code }) => code === 'root.fork')?.data).toMatchObject({
      version: 2,
      files: expect.arrayContaining([
        `${forked}:metadata/2.root.json`,
        `${last}:metadata/2.root.json`,
      ]),
    });
  });

  it('takes signatures that came one by one for what they are', async () => {
    const part = { version: 2, keys: [ada, ben, dora] };
    write({ 'metadata/1.root.json': root({ version: 1, keys: [ada, ben, cleo] }) });
    commit('One');
    for (const signers of [[], [ada], [ada, ben]]) {
      write({ 'metadata/2.root.json': root(part, signers) });
      commit(`${signers.length} signatures`);
    }
    const { verdict, roots } = await auditGit(home);
    expect(verdict).toBe('pass');
    expect(roots.map(({ version, validBySelf }) => [version, validBySelf])).toEqual([
      [1, 3],
      [2, 2],
    ]);
  });

  it('fails where the last commit lacks signatures', async () => {
    write({ 'metadata/1.root.json': root({ version: 1 }) });
    commit('One');
    write({ 'metadata/2.root.json': root({ version: 2 }, [ada]) });
    commit('Two');
    const { findings } = await auditGit(home);
    expect(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(
      ['root.threshold-not-met'],
    );
  });

  it('holds only the last commit together', async () => {
    write(repository());
    commit('One');
    write({ 'timestamp.json': repository()['timestamp.json'] ?? '' });
    commit('Two');
    expect((await auditGit(home)).verdict).toBe('pass');
  });

  it('holds together what lies there now, wherever it lay before', async () => {
    const listed = { length: 5, hashes: { sha256: sha256Hex(utf8('hello')) } };
    const targets = file(role('targets', 1, { targets: { 'hello.txt': listed } }), [online]);
    write(below('draft', repository({ 'targets.json': targets })));
    write({ 'art/hello.txt': 'hello' });
    commit('One');
    mkdirSync(path.join(home, 'repository/targets'), { recursive: true });
    for (const name of ['1.root.json', 'targets.json', 'snapshot.json', 'timestamp.json'])
      plainGit(home, 'mv', `draft/${name}`, `repository/${name}`);
    plainGit(home, 'mv', 'art/hello.txt', 'repository/targets/hello.txt');
    commit('Two');
    expect(await auditGit(home)).toMatchObject({ verdict: 'pass' });
    write({ 'repository/targets/hello.txt': 'Hello' });
    const last = commit('Three').slice(0, 12);
    const { findings } = await auditGit(home);
    expect(errorsOf(findings)).toEqual([
      ['target.mismatch', `${last}:repository/targets/hello.txt`],
    ]);
  });

  it('names what lies at several places by the first commit that had it', async () => {
    const first = root({ version: 1, expires: '2026-02-01T00:00:00Z' });
    write({ 'z/1.root.json': first });
    const since = commit('One').slice(0, 12);
    for (const place of ['a/1.root.json', 'm/1.root.json', 'b/1.root.json']) {
      write({ [place]: first });
      commit(place);
    }
    expect(errorsOf((await auditGit(home)).findings)).toEqual([
      ['root.expired', `${since}:z/1.root.json`],
    ]);
    rmSync(path.join(home, 'z'), { recursive: true });
    commit('Moved');
    const { roots } = await auditGit(home);
    expect(roots.map((one) => one.file)).toEqual([`${since}:z/1.root.json`]);
  });

  it('takes two repositories for two, whatever their folders are called', async () => {
    const base = home;
    const made = (name: string, content: Files): string => {
      home = path.join(base, name);
      mkdirSync(home);
      plainGit(home, 'init', '-q', '-b', 'main');
      write(below('metadata', content));
      commit(name);
      return home;
    };
    const ours = made('ours', repository());
    const theirs = made('theirs', {
      '1.root.json': root({ version: 1, keys: [dora, stranger, online] }),
      'timestamp.json': file(role('timestamp', 1), [stranger]),
    });
    home = base;
    const { files, skipped, noticed } = openInputs([ours, theirs], limits, { git: true });
    const { findings } = await runAudit({ files, skipped, noticed, asOf, opinion: null });
    expect(errorsOf(findings)).toEqual([
      ['role.threshold-not-met', expect.stringMatching(/^theirs@.{12}:metadata\/timestamp\.json$/)],
    ]);
  });

  it.each([
    ['a branch that is not there', 'ref: refs/heads/master\n'],
    ['nothing', '\n'],
    ['a commit that is not there', `${'d'.repeat(40)}\n`],
  ])('fails where HEAD names %s: nobody looked at what clients get', async (_, head) => {
    write({ '1.root.json': root({ version: 1, expires: '2026-02-01T00:00:00Z' }) });
    commit('One');
    expect(errorsOf((await auditGit(home)).findings)).toEqual([
      ['root.expired', expect.stringContaining('1.root.json')],
    ]);
    write({ '.git/HEAD': head });
    expect(errorsOf((await auditGit(home)).findings)).toEqual([['git.head-missing', 'HEAD']]);
  });
});

const errorsOf = (findings: readonly Finding[]) =>
  findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, subject }) => [code, subject]);
