import { fromUtf8 } from '../../src/encoding/utf8.ts';
import type { CommitId } from './commit-files.ts';
import { branchAt } from './fetch-branch.ts';
import { GitError } from './git-error.ts';
import { networkVariables } from './network-variables.ts';
import type { BranchName, Remote } from './remote.ts';
import { runGit } from './run-git.ts';

/** The other side of a folder on this machine is Git, too: its hooks do not run either. */
const receiver = [
  'git',
  '-c core.hooksPath=/dev/null',
  '-c core.fsmonitor=false',
  '-c core.alternateRefsCommand=true',
  '-c receive.autogc=false',
  // A work tree is never brought up to date from here: that would run its filters.
  '-c receive.denyCurrentBranch=refuse',
  'receive-pack',
].join(' ');

export interface Push {
  readonly branch: BranchName;
  readonly commit: CommitId;
  /** Where the branch has to stand still: the commit that this one follows, or null for a new branch. */
  readonly before: CommitId | null;
}

/**
 * Sends one commit to one branch, if the branch is where it was. It is looked at again afterwards: pushed means that
 * the remote says so.
 * @throws GitError `git.remote-moved`, `git.checked-out`, `git.refused`, `git.unreachable`; nothing was sent then
 */
export async function pushBranch(
  gitDir: string,
  remote: Remote,
  { branch, commit, before }: Push,
  signal?: AbortSignal,
): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const { status, output } = await runGit({
    gitDir,
    command: 'push',
    args: [
      '--porcelain',
      '--no-verify',
      `--force-with-lease=${ref}:${before ?? ''}`,
      ...(remote.protocol === 'file' ? [`--receive-pack=${receiver}`] : []),
      '--end-of-options',
      remote.url,
      `${commit}:${ref}`,
    ],
    answers: [0, 1, 128],
    protocols: [remote.protocol],
    variables: networkVariables(remote, process.env),
    patience: 300_000,
    ...(signal === undefined ? {} : { signal }),
  });
  if (status !== 0) throw refusal(fromUtf8(output), branch);
  if ((await branchAt(gitDir, remote, branch, signal)) !== commit) throw moved(branch);
}

/** `--porcelain` says why in brackets, one line a reference (git-push(1), OUTPUT). */
function refusal(output: string, branch: BranchName): GitError {
  const [line = ''] = output.split('\n').filter((each) => each.startsWith('!'));
  if (
    /\((stale info|fetch first|non-fast-forward|failed to update ref|incorrect old value provided|cannot lock ref|failed to lock)/.test(
      line,
    )
  )
    return moved(branch);
  if (/branch is currently checked out/.test(line)) {
    return new GitError('git.checked-out', 'somebody has this branch open in that folder', {
      place: branch,
      expected: 'a branch that is not checked out there, or a bare repository',
      found: 'the branch of its work tree',
      hint: 'Choose another branch, or a bare repository (git init --bare).',
      notDone: ['Nothing was sent.'],
    });
  }
  return new GitError('git.refused', 'the other repository did not take the commit', {
    place: branch,
    expected: 'leave to write to this branch',
    found: line === '' ? 'no answer that Git understood' : 'a refusal',
    hint: 'Check that you may write to it, and that the branch is not protected.',
    notDone: ['Nothing was sent.'],
    cause: new Error(line),
  });
}

function moved(branch: BranchName): GitError {
  return new GitError('git.remote-moved', 'somebody has changed this branch meanwhile', {
    place: branch,
    expected: 'the branch as it was looked at',
    found: 'another commit',
    hint: 'Do this step again: it begins from what is there now, and nothing of theirs is lost.',
    notDone: ['Nothing was sent.'],
  });
}
