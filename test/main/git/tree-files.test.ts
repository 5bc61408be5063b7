import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommitId } from '../../../main/git/commit-files.ts';
import { objectBytes, objectName, treeFiles } from '../../../main/git/tree-files.ts';
import { fromUtf8, utf8 } from '../../../src/encoding/utf8.ts';
import { rejectionOf } from '../../ceremony/thrown.ts';
import { plainGit } from './hostile-repository.ts';

let home: string;
let gitDir: string;
let commit: CommitId;
const names = ['repository/16.root.json', 'a b', 'tab\tin it', 'line\nin it', '"quoted"', 'é.json'];

beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'station-tree-')));
  gitDir = join(home, '.git');
  plainGit(home, 'init', '-q', '-b', 'main');
  for (const name of names) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), `content of ${name}`);
  }
  writeFileSync(join(home, 'runs'), '#!/bin/sh\n', { mode: 0o755 });
  symlinkSync('/etc/passwd', join(home, 'link'));
  // A name in Latin-1, as old programs wrote them.
  writeFileSync(Buffer.concat([Buffer.from(`${home}/`), Buffer.from([0xe4, 0x2e, 0x74])]), 'old');
  plainGit(home, 'add', '-A');
  const other = 'c0'.repeat(20);
  plainGit(home, 'update-index', '--add', '--cacheinfo', `160000,${other},module`);
  plainGit(home, 'commit', '-q', '-m', 'One');
  commit = plainGit(home, 'rev-parse', 'HEAD').trim() as CommitId;
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('the files of a commit', () => {
  it('are its ordinary files by their names, whatever signs are in them', async () => {
    const paths = (await treeFiles(gitDir, commit)).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining([...names, 'runs']));
    expect(paths).not.toContain('link');
    expect(paths).not.toContain('module');
  });

  it('are listed though one has a name that is no UTF-8', async () => {
    const files = await treeFiles(gitDir, commit);
    expect(files).toHaveLength(names.length + 2);
    expect(files.filter(({ path }) => path.includes('\ufffd'))).toHaveLength(1);
  });

  it('have the bytes that were committed, up to a bound', async () => {
    const files = await treeFiles(gitDir, commit);
    const object = files.find(({ path }) => path === 'a b')?.object ?? '';
    expect(fromUtf8(await objectBytes(gitDir, object, 1000))).toBe('content of a b');
    expect(await rejectionOf(objectBytes(gitDir, object, 5))).toMatchObject({
      code: 'git.too-large',
    });
  });

  it('are named by their bytes, as Git names them', async () => {
    const files = await treeFiles(gitDir, commit);
    for (const name of names) {
      const object = files.find(({ path }) => path === name)?.object;
      expect(await objectName(gitDir, utf8(`content of ${name}`))).toBe(object);
    }
  });

  it('are none of a commit that is not there', async () => {
    const none = '0'.repeat(40) as CommitId;
    expect(await rejectionOf(treeFiles(gitDir, none))).toMatchObject({ name: 'GitError' });
  });
});
