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
 * @param look where the branch stands on the other side
 * @throws GitError `git.remote-moved`, `git.checked-out`, `git.refused`, `git.unreachable`; `notDone` says whether the
 *   commit was sent, as far as the other side tells
 */
export async function pushBranch(
  gitDir: string,
  remote: Remote,
  { branch, commit, before }: Push,
  signal?: AbortSignal,
  look: typeof branchAt = branchAt,
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
  const [refused] = fromUtf8(output)
    .split('\n')
    .filter((each) => each.startsWith('!'));
  if (refused !== undefined) throw refusal(refused, branch);
  const there = await afterwards(() => look(gitDir, remote, branch, signal), branch);
  if (there === commit) return;
  throw status === 0 ? movedOn(branch) : refusal('', branch);
}

/** Where the branch stands after a push. Without an answer nobody can say that nothing was sent. */
async function afterwards<Found>(look: () => Promise<Found>, branch: BranchName): Promise<Found> {
  try {
    return await look();
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause;
    throw new GitError('git.unreachable', 'the repository stopped answering after the push', {
      place: branch,
      expected: 'an answer where the branch is now',
      found: 'none',
      hint: 'Check the network, and look at the branch there. Then do this step again: it begins from what is there.',
      notDone: ['It is not known whether the commit was taken.'],
      cause,
    });
  }
}

/** `--porcelain` says why in brackets, one line a reference (git-push(1), OUTPUT). */
function refusal(line: string, branch: BranchName): GitError {
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

function movedOn(branch: BranchName): GitError {
  return new GitError('git.remote-moved', 'the commit was sent, and the branch has moved since', {
    place: branch,
    expected: 'the commit that was sent',
    found: 'another commit',
    hint: 'Look at the branch there. If its newest commit follows yours, all is well. If not, do this step again.',
    notDone: ['It is not in the record that the commit was sent.'],
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
