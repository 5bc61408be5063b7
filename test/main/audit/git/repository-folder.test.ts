import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  findRepository,
  objectFolders,
  readHeads,
} from '../../../../main/audit/git/repository-folder.ts';
import { InputError } from '../../../../main/audit/input-error.ts';
import { rejectionOf } from '../../../ceremony/thrown.ts';

const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const long = 'd'.repeat(64);

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'station-repository-')));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Files of a repository that lies right in the home folder, beside what every repository has. */
function repository(files: Readonly<Record<string, string>> = {}): void {
  mkdirSync(join(home, 'objects'), { recursive: true });
  mkdirSync(join(home, 'refs/heads'), { recursive: true });
  for (const [name, text] of Object.entries({ HEAD: 'ref: refs/heads/main\n', ...files })) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
}

const heads = () => readHeads({ head: home, common: home });
const folders = () => objectFolders({ head: home, common: home });
/** What stands in a branch that leads to another. */
const link = (to: string) => `ref: refs/heads/${to}\n`;
/** A branch below so many folders. */
const deep = (count: number) => ['refs', ...Array<string>(count).fill('d'), 'x'].join('/');
const fifo = (name: string) => execFileSync('mkfifo', [join(home, name)]);

async function refusal(of: Promise<unknown>): Promise<unknown> {
  const error = await rejectionOf(of);
  if (!(error instanceof InputError)) throw error;
  expect(error).toMatchObject({
    code: 'input.no-repository',
    expected: 'a Git repository, bare or with its work tree',
  });
  // Only the last name of a path is for others to see.
  expect(`${error.message} ${error.place}`).not.toContain('/');
  return error.found;
}

describe('the folder of a repository', () => {
  it('is the one given, or .git in it', async () => {
    repository();
    expect(await findRepository(home)).toEqual({ head: home, common: home });
    const work = join(home, 'work');
    mkdirSync(join(work, '.git/objects'), { recursive: true });
    writeFileSync(join(work, '.git/HEAD'), a);
    const git = join(work, '.git');
    expect(await findRepository(work)).toEqual({ head: git, common: git });
  });

  it('is found from a work tree beside it, which names both of its folders', async () => {
    repository({ 'worktrees/side/HEAD': a, 'worktrees/side/commondir': '../..\n' });
    const side = join(home, 'side');
    mkdirSync(side);
    writeFileSync(join(side, '.git'), 'gitdir: ../worktrees/side\n');
    expect(await findRepository(side)).toEqual({
      head: join(home, 'worktrees/side'),
      common: home,
    });
  });

  it.each([
    ['nothing', 'gitdir:\n', 'a file .git that names no folder'],
    ['two lines', 'gitdir: a\nb\n', 'a file .git that names no folder'],
    ['a zero byte', 'gitdir: a\0b\n', 'a file .git that names no folder'],
    ['a very long name', `gitdir: ${'a'.repeat(4001)}\n`, 'a file .git that names no folder'],
    ['another member', 'worktree: a\n', 'a file .git that names no folder'],
    ['a folder that is none', 'gitdir: ../none\n', 'a file .git that names no repository'],
  ])('is not guessed from a file .git with %s', async (_, text, found) => {
    writeFileSync(join(home, '.git'), text);
    expect(await refusal(findRepository(home))).toBe(found);
  });

  it('is none where HEAD or objects are missing, or are something else', async () => {
    expect(await refusal(findRepository(home))).toBe('no Git repository');
    expect(await refusal(findRepository(join(home, 'none')))).toBe('no Git repository');
    mkdirSync(join(home, 'objects'));
    expect(await refusal(findRepository(home))).toBe('no Git repository');
    mkdirSync(join(home, 'HEAD'));
    expect(await refusal(findRepository(home))).toBe('no Git repository');
  });
});

describe('what a repository names', () => {
  it('is what HEAD and its branches and tags name, packed and loose, each once', async () => {
    repository({
      'packed-refs': `# pack-refs with: peeled\n${a} refs/heads/main\n${b} refs/tags/v1\n^${c}\n`,
      'refs/heads/side/deep': `${c}\n`,
      'refs/heads/again': `${a}\n`,
    });
    expect(await heads()).toEqual({ tips: [a, b, c], head: a, shallow: new Set() });
  });

  it('is the loose branch, where a packed one of the same name is older', async () => {
    repository({ 'packed-refs': `${a} refs/heads/main\n`, 'refs/heads/main': `${b}\n` });
    expect(await heads()).toMatchObject({ head: b, tips: [b] });
  });

  it.each([
    ['a commit', `${a}\n`, a],
    ['a commit by SHA-256', `${long}\n`, long],
    ['a branch that has no commit yet', 'ref: refs/heads/new\n', null],
    ['a branch outside', 'ref: ../../../etc/passwd\n', null],
    ['nothing', '', null],
    ['half of a commit', `${a.slice(1)}\n`, null],
    ['a commit in large letters', `${a.toUpperCase()}\n`, a],
    ['a commit, and what Git leaves aside', `${a} and more\n`, a],
  ])('is of HEAD %s', async (_, text, head) => {
    repository({ HEAD: text });
    expect(await heads()).toMatchObject({ head, tips: head === null ? [] : [head] });
  });

  it('is followed over other names, as far as Git follows them', async () => {
    repository({ HEAD: link('1'), 'refs/heads/5': `${a}\n` });
    for (const step of [1, 2, 3, 4])
      writeFileSync(join(home, `refs/heads/${step}`), link(`${step + 1}`));
    expect(await heads()).toMatchObject({ head: a, tips: [a] });
    writeFileSync(join(home, 'refs/heads/5'), link('1'));
    expect(await heads()).toMatchObject({ head: null, tips: [] });
  });

  it('has what the work trees beside it are at, from each of them', async () => {
    repository({
      HEAD: a,
      'worktrees/side/HEAD': `${b}\n`,
      'worktrees/on/HEAD': 'ref: refs/heads/on\n',
      'refs/heads/on': c,
    });
    mkdirSync(join(home, 'worktrees/gone'));
    expect(await heads()).toMatchObject({ head: a, tips: [a, c, b] });
    const side = await readHeads({ head: join(home, 'worktrees/side'), common: home });
    expect(side).toMatchObject({ head: b, tips: [b, c, a] });
  });

  it.each([
    ['half of a commit', `${a.slice(1)} refs/heads/main\n`],
    ['a digit too much', `${a}0 refs/heads/main\n`],
    ['no name of a branch', `${a} heads/main\n`],
    ['no space', `${a}refs/heads/main\n`],
  ])('is not told where a packed branch has %s', async (_, line) => {
    repository({ 'packed-refs': `${b} refs/heads/side\n${line}` });
    expect(await refusal(heads())).toBe('a packed branch that names no commit');
  });

  it.each(['', 'hello\n', `${a.slice(1)}\n`, `${a}0\n`, `\n${a}\n`])(
    'is not told where a branch is %j: its history would be left out',
    async (text) => {
      repository({ 'refs/heads/main': `${a}\n`, 'refs/heads/odd': text });
      expect(await refusal(heads())).toBe('a branch that names no commit');
    },
  );

  it('is told beside a branch that leads to another, and one that Git has begun to write', async () => {
    repository({
      'refs/heads/main': `${a}\n`,
      'refs/remotes/origin/HEAD': 'ref: refs/heads/main\n',
      'refs/heads/main.lock': '',
    });
    expect(await heads()).toMatchObject({ head: a, tips: [a] });
  });

  it.each([
    ['a link to a file', (path: string) => symlinkSync(join(home, 'HEAD'), path)],
    ['a link to a folder', (path: string) => symlinkSync(home, path)],
    ['a link to nothing', (path: string) => symlinkSync(join(home, 'none'), path)],
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
  ])(
    'is not told where %s stands among the branches: its history would be left out',
    async (_, put) => {
      repository({ 'refs/heads/main': `${a}\n` });
      put(join(home, 'refs/heads/odd'));
      expect(await refusal(heads())).toBe('something that is no file among the branches');
    },
  );

  it.each(['packed-refs', 'shallow', 'HEAD'])('is not told where %s is no file', async (name) => {
    const odd: readonly ((path: string) => void)[] = [
      (path) => execFileSync('mkfifo', [path]),
      (path) => mkdirSync(path),
      (path) => {
        writeFileSync(path, '');
        truncateSync(path, 64 * 1024 * 1024 + 1);
      },
    ];
    for (const put of odd) {
      repository({ 'refs/heads/main': `${a}\n` });
      rmSync(join(home, name), { force: true });
      put(join(home, name));
      expect(await refusal(heads())).toBe('something that is no file of Git’s');
      rmSync(join(home, name), { recursive: true });
    }
  });

  it('is not told where a file cannot be opened', async () => {
    repository({ 'refs/heads/main': `${a}\n` });
    symlinkSync('packed-refs', join(home, 'packed-refs'));
    expect(await refusal(heads())).toBe('a file that cannot be read (ELOOP)');
  });

  it('is told without a file that may be missing', async () => {
    repository({ HEAD: a });
    rmSync(join(home, 'refs'), { recursive: true });
    expect(await heads()).toEqual({ tips: [a], head: a, shallow: new Set() });
  });

  it('is told down to 32 folders, and no deeper', async () => {
    repository({ [deep(32)]: a });
    expect(await heads()).toMatchObject({ tips: [a] });
    repository({ [deep(33)]: a });
    expect(await refusal(heads())).toBe('branches in too many folders');
  });

  it('has the line of a shallow clone', async () => {
    repository({ HEAD: a, shallow: `${b}\n\nhello\n${c}\n` });
    expect((await heads()).shallow).toEqual(new Set([b, c]));
  });

  it('is not read in a form that the station does not know', async () => {
    repository({ 'reftable/tables.list': '' });
    expect(await refusal(heads())).toBe('branches in the form reftable');
  });
});

describe('the folders of objects', () => {
  it('are those by their digits and the one of packs; what could borrow or lie is left aside', async () => {
    repository({
      'objects/00/a': '',
      'objects/ff/b': '',
      'objects/pack/pack-1.pack': '',
      'objects/info/alternates': '/elsewhere\n',
      'objects/0g/a': '',
      'objects/aaa/a': '',
      'objects/FF/a': '',
    });
    expect((await folders()).toSorted()).toEqual(['00', 'ff', 'pack']);
  });

  it('are none with a link in them or in place of them', async () => {
    repository({ 'objects/00/a': '' });
    symlinkSync('/etc', join(home, 'objects/aa'));
    expect(await refusal(folders())).toBe('a link among the objects');
    rmSync(join(home, 'objects/aa'));
    symlinkSync('/etc/passwd', join(home, 'objects/00/b'));
    expect(await refusal(folders())).toBe('something that is no file among the objects');
  });

  it('are none with a pipe or a folder in them', async () => {
    repository({ 'objects/pack/pack-1.pack': '' });
    fifo('objects/pack/pack-2.pack');
    expect(await refusal(folders())).toBe('something that is no file among the objects');
    rmSync(join(home, 'objects/pack/pack-2.pack'));
    mkdirSync(join(home, 'objects/pack/deep'));
    expect(await refusal(folders())).toBe('something that is no file among the objects');
  });
});
