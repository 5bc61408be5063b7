import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { gitEnvironment } from '../../../main/git/git-environment.ts';
import { plainGit } from './hostile-repository.ts';

describe('the environment of Git', () => {
  it('has nothing of the person’s own', () => {
    for (const name of ['HOME', 'SSH_AUTH_SOCK', 'GIT_ASKPASS', 'GIT_CONFIG', 'GIT_SSH_COMMAND'])
      vi.stubEnv(name, 'of-the-person');
    const own = gitEnvironment('/r', [], {});
    vi.unstubAllEnvs();
    expect(own).toMatchObject({ HOME: '/nonexistent', GIT_DIR: '/r', LC_ALL: 'C', TZ: 'UTC' });
    expect(Object.values(own)).not.toContain('of-the-person');
  });

  it('has what a caller may say, and nothing in place of the station’s own', () => {
    const variables = { GIT_INDEX_FILE: '/i', HOME: '/h', GIT_DIR: '/other', GIT_PAGER: 'less' };
    expect(gitEnvironment('/r', [], variables)).toMatchObject({
      GIT_INDEX_FILE: '/i',
      HOME: '/h',
      GIT_DIR: '/r',
      GIT_PAGER: 'cat',
    });
  });

  it.each([
    [[], ''],
    [['file'], 'file'],
    [['ssh', 'https'], 'ssh:https'],
  ] as const)('opens the ways out %j and no other', (protocols, allowed) => {
    expect(gitEnvironment('/r', protocols, {})['GIT_ALLOW_PROTOCOL']).toBe(allowed);
  });
});

describe('a repository that sets everything otherwise', () => {
  let home: string;
  beforeAll(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'station-environment-')));
    plainGit(home, 'init', '-q', '-b', 'main');
    appendFileSync(
      join(home, '.git/config'),
      `[core]
\thooksPath = ${home}/hooks
\tfsmonitor = ${home}/monitor
\tpager = ${home}/pager
\tsshCommand = ${home}/ssh
[credential]
\thelper = ${home}/helper
[gpg]
\tprogram = ${home}/gpg
[commit]
\tgpgSign = true
`,
    );
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it.each([
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['core.pager', 'cat'],
    ['core.sshCommand', 'ssh -oBatchMode=yes'],
    ['credential.helper', ''],
    ['gpg.program', 'false'],
    ['commit.gpgSign', 'false'],
    ['gc.auto', '0'],
  ])('is overruled: %s is %j, as Git itself reads it', (name, value) => {
    const env = { ...gitEnvironment(join(home, '.git'), [], {}) };
    const read = execFileSync('git', ['config', '--get', name], { env, encoding: 'utf8' });
    expect(read.replace(/\n$/, '')).toBe(value);
  });
});
