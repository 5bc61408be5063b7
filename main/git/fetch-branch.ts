import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { type CommitId, parseCommitId } from './commit-files.ts';
import { GitError } from './git-error.ts';
import { networkVariables } from './network-variables.ts';
import type { BranchName, Remote } from './remote.ts';
import { runGit } from './run-git.ts';

/** Where a branch of the remote stands now; null where there is none. @throws GitError `git.unreachable` */
export async function branchAt(
  gitDir: string,
  remote: Remote,
  branch: BranchName,
  signal?: AbortSignal,
): Promise<CommitId | null> {
  const { output } = await asking(remote, () =>
    runGit({
      gitDir,
      command: 'ls-remote',
      args: ['--refs', '--end-of-options', remote.url, `refs/heads/${branch}`],
      protocols: [remote.protocol],
      variables: networkVariables(remote, process.env),
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  const [id = ''] = fromUtf8(output).split('\t');
  return id === '' ? null : parseCommitId(id);
}

/**
 * Takes the newest commit of a branch with everything in it, and nothing of its history.
 * @returns null where the remote has no such branch
 * @throws GitError `git.unreachable` and others
 */
export async function fetchBranch(
  gitDir: string,
  remote: Remote,
  branch: BranchName,
  signal?: AbortSignal,
): Promise<CommitId | null> {
  const commit = await branchAt(gitDir, remote, branch, signal);
  if (commit === null) return null;
  const ref = `refs/remote/${branch}`;
  await asking(remote, () =>
    runGit({
      gitDir,
      command: 'fetch',
      args: [
        '--quiet',
        '--depth=1',
        '--no-tags',
        '--no-write-fetch-head',
        '--end-of-options',
        remote.url,
        `+refs/heads/${branch}:${ref}`,
      ],
      protocols: [remote.protocol],
      variables: networkVariables(remote, process.env),
      patience: 300_000,
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  const { output } = await runGit({
    gitDir,
    command: 'rev-parse',
    args: ['--verify', '--end-of-options', ref],
  });
  return parseCommitId(fromUtf8(output).trim());
}

async function asking<Result>({ protocol }: Remote, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof GitError) || cause.code !== 'git.failed') throw cause;
    throw new GitError('git.unreachable', 'the repository does not answer', {
      expected: 'a Git repository that can be read',
      found: 'no answer, or no repository',
      hint:
        protocol === 'file'
          ? 'Check that the folder holds a Git repository, and that it belongs to you.'
          : 'Check the network, the address, and that ssh or Git knows you without asking.',
      notDone: ['Nothing was sent.'],
      cause,
    });
  }
}
