import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { concat } from '../../src/encoding/bytes.ts';
import { GitError } from './git-error.ts';
import { gitEnvironment, type GitProtocol, type GitVariables } from './git-environment.ts';

/**
 * The commands that the station uses: plumbing that reads and writes objects and branches, and the way to a remote.
 * Only `diff-files` and a refreshed index look at a work tree, in a repository of the station's own: no filter is set
 * there, so an attribute that names one starts nothing.
 */
export type GitCommand =
  | 'cat-file'
  | 'commit-tree'
  | 'diff-files'
  | 'fetch'
  | 'for-each-ref'
  | 'hash-object'
  | 'init'
  | 'ls-remote'
  | 'ls-tree'
  | 'merge-base'
  | 'mktree'
  | 'push'
  | 'read-tree'
  | 'rev-list'
  | 'rev-parse'
  | 'update-index'
  | 'update-ref'
  | 'write-tree';

export interface GitRun {
  /** The repository's own folder, not the work tree; an absolute path. */
  readonly gitDir: string;
  readonly command: GitCommand;
  /** Put `--end-of-options` before anything that a person or a file named. */
  readonly args: readonly string[];
  readonly input?: Uint8Array;
  /** Bytes of standard output that are taken at most; 8 MiB unless said otherwise. */
  readonly most?: number;
  /** Milliseconds after which Git and its children are killed; 60 s unless said otherwise. */
  readonly patience?: number;
  /** Statuses that are an answer and no error; 0 unless said otherwise. */
  readonly answers?: readonly number[];
  /** None unless said otherwise: no way out of this machine, and none to another repository on it. */
  readonly protocols?: readonly GitProtocol[];
  readonly variables?: GitVariables;
  readonly signal?: AbortSignal;
}

export interface GitAnswer {
  readonly status: number;
  readonly output: Uint8Array<ArrayBuffer>;
}

const mostOutput = 8 * 1024 * 1024;
const mostComplaint = 64 * 1024;
const usualPatience = 60_000;

/**
 * Runs Git once, with the station's settings and none of the person's, the machine's or the repository's that would
 * start a program: no hook, filter, file monitor, pager, editor, prompt, credential helper or lazy fetch.
 * @throws GitError `git.missing`, `git.failed`, `git.too-large`, `git.too-slow`; the reason of `signal`
 */
export async function runGit(run: GitRun): Promise<GitAnswer> {
  run.signal?.throwIfAborted();
  const child = spawn('git', ['--no-pager', run.command, ...run.args], {
    cwd: '/',
    env: { ...gitEnvironment(run.gitDir, run.protocols ?? [], run.variables ?? {}) },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, so that what Git starts ends with it.
    detached: true,
  });
  const stop = (): void => endGroup(child.pid);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, run.patience ?? usualPatience);
  run.signal?.addEventListener('abort', stop);
  try {
    return await answerOf(run, child, stop, () => late);
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', stop);
  }
}

async function answerOf(
  run: GitRun,
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  stop: () => void,
  isLate: () => boolean,
): Promise<GitAnswer> {
  const most = run.most ?? mostOutput;
  const output = collect(child.stdout, most, stop);
  const complaint = collect(child.stderr, mostComplaint, () => {});
  // Git may end before it has read everything; its status is what counts then.
  child.stdin.on('error', () => {});
  child.stdin.end(run.input ?? new Uint8Array());
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).catch((cause: unknown) => {
    throw missing(cause);
  });
  run.signal?.throwIfAborted();
  if (isLate()) throw tooSlow(run.command);
  if (output.tooMuch()) throw tooLarge(run.command, most);
  if (status === null || !(run.answers ?? [0]).includes(status)) {
    throw failed(run.command, status, new TextDecoder().decode(complaint.bytes()));
  }
  return { status, output: output.bytes() };
}

interface Collected {
  readonly bytes: () => Uint8Array<ArrayBuffer>;
  readonly tooMuch: () => boolean;
}

/** Takes what comes up to a bound; what is above it is thrown away, and `full` is called once. */
function collect(stream: Readable, most: number, full: () => void): Collected {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let over = false;
  stream.on('data', (chunk: Uint8Array) => {
    if (over) return;
    length += chunk.length;
    if (length > most) {
      over = true;
      full();
      return;
    }
    chunks.push(chunk);
  });
  return { bytes: () => concat(...chunks), tooMuch: () => over };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function missing(cause: unknown): GitError {
  return new GitError('git.missing', 'Git could not be started', {
    expected: 'the program git',
    found: 'none that starts',
    hint: 'Install Git (on Debian: apt install git), then do this step again.',
    cause,
  });
}

function failed(command: GitCommand, status: number | null, complaint: string): GitError {
  return new GitError('git.failed', `git ${command} failed`, {
    expected: 'status 0',
    found: status === null ? 'it was ended from outside' : `status ${status}`,
    hint: 'Check that the repository is whole (git fsck), then do this step again.',
    cause: new Error(complaint),
  });
}

function tooSlow(command: GitCommand): GitError {
  return new GitError('git.too-slow', `git ${command} took too long`, {
    expected: 'an answer',
    found: 'none; Git was ended',
    hint: 'Check the disk and the way to the remote, then do this step again.',
  });
}

function tooLarge(command: GitCommand, most: number): GitError {
  return new GitError('git.too-large', `git ${command} answers with too much`, {
    expected: `at most ${most} bytes`,
    found: 'more',
    hint: 'Check that this is the repository of the ceremony.',
  });
}
