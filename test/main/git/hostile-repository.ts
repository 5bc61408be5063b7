import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A repository that tries to start a program wherever Git's settings let it. */
export interface HostileRepository {
  readonly workTree: string;
  readonly gitDir: string;
  /** The commit on branch main. */
  readonly commit: string;
  /** Names of the traps that went off. */
  readonly sprung: () => readonly string[];
  /** Sets all traps again. */
  readonly reset: () => void;
  readonly remove: () => void;
}

const hooks = [
  'reference-transaction',
  'pre-push',
  'post-checkout',
  'pre-commit',
  'post-index-change',
  'pre-receive',
  'update',
  'post-receive',
  'post-update',
  'push-to-checkout',
];
const traps = [
  ...hooks,
  'fsmonitor',
  'clean',
  'smudge',
  'textconv',
  'pager',
  'ssh',
  'credential',
  'alternate-refs',
  'upload-pack',
  'receive-pack',
  'lazy-fetch',
  'editor',
  'gpg',
];

/** Ordinary Git of the test, free of the settings of whoever runs it. */
export function plainGit(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', [...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'Eve',
      GIT_AUTHOR_EMAIL: 'eve@example.org',
      GIT_COMMITTER_NAME: 'Eve',
      GIT_COMMITTER_EMAIL: 'eve@example.org',
    },
  });
}

export function hostileRepository(): HostileRepository {
  const base = mkdtempSync(join(tmpdir(), 'station-hostile-'));
  const workTree = join(base, 'work');
  const gitDir = join(workTree, '.git');
  mkdirSync(workTree);
  plainGit(workTree, 'init', '-q', '-b', 'main');
  writeFileSync(join(workTree, 'keys.txt'), 'a key\n');
  plainGit(workTree, 'add', '.');
  plainGit(workTree, 'commit', '-q', '-m', 'One');
  const commit = plainGit(workTree, 'rev-parse', 'HEAD').trim();
  const trap = (name: string): string => {
    const script = join(base, `trap-${name}`);
    writeFileSync(script, `#!/bin/sh\n: > '${join(base, `sprung-${name}`)}'\nexit 0\n`);
    chmodSync(script, 0o755);
    return script;
  };
  const at = Object.fromEntries(traps.map((name) => [name, trap(name)]));
  for (const hook of hooks) {
    writeFileSync(join(gitDir, 'hooks', hook), `#!/bin/sh\nexec '${at[hook]}'\n`, { mode: 0o755 });
  }
  writeFileSync(join(workTree, '.gitattributes'), '* filter=evil diff=evil\n');
  mkdirSync(join(gitDir, 'info'), { recursive: true });
  writeFileSync(join(gitDir, 'info/attributes'), '* filter=evil diff=evil\n');
  writeFileSync(
    join(gitDir, 'config'),
    `[core]
	repositoryFormatVersion = 1
	bare = false
	fsmonitor = ${at['fsmonitor']}
	pager = ${at['pager']}
	sshCommand = ${at['ssh']}
	editor = ${at['editor']}
	alternateRefsCommand = ${at['alternate-refs']}
[filter "evil"]
	clean = ${at['clean']}
	smudge = ${at['smudge']}
	required = true
[diff "evil"]
	textconv = ${at['textconv']}
[credential]
	helper = !${at['credential']}
[gpg]
	program = ${at['gpg']}
[commit]
	gpgSign = true
[protocol "ext"]
	allow = always
[remote "origin"]
	url = ext::${at['lazy-fetch']}
	promisor = true
	uploadpack = ${at['upload-pack']}
	receivepack = ${at['receive-pack']}
[extensions]
	partialClone = origin
`,
  );
  const reset = (): void => {
    for (const name of traps) rmSync(join(base, `sprung-${name}`), { force: true });
  };
  reset();
  return {
    workTree,
    gitDir,
    commit,
    sprung: () => traps.filter((name) => existsSync(join(base, `sprung-${name}`))),
    reset,
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}
