import { basename } from 'node:path';
import type { FolderPath } from '../../src/ceremony/folder-path.ts';
import type { Plan } from '../../src/ceremony/plan.ts';
import { participantOf } from '../../src/ceremony/roster.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { BundleError } from '../../src/transfer/bundle-error.ts';
import { bundlePart } from '../../src/transfer/bundle-part.ts';
import { longestBundle, longestBundleFile } from '../../src/transfer/manifest.ts';
import { nothing, shownName, tooMuch, type CarriedWork } from '../ceremonies/carried-work.ts';
import { fetchBranch } from '../git/fetch-branch.ts';
import { GitError } from '../git/git-error.ts';
import { openOwnRepository } from '../git/own-repository.ts';
import type { BranchName, Remote } from '../git/remote.ts';
import { runGit } from '../git/run-git.ts';
import { objectBytes, treeFiles } from '../git/tree-files.ts';
import { requireCommitted } from '../git/work-tree.ts';

/** A branch of a repository, and the folder in it under which the ceremony's files lie. */
export interface BranchSource {
  readonly remote: Remote;
  readonly branch: BranchName;
  readonly below: FolderPath | null;
}

const mostFiles = 512;

/**
 * Reads the newest commit of a branch: plan, record, key files and staged metadata as they lie in a ceremony folder.
 * Objects alone are read, into a repository of the station's own, so that no hook or filter of theirs runs. Whose work
 * it is, the last part of the branch's name says where it is the id of a participant: `keyholder/priya-raman`.
 *
 * @throws GitError `git.uncommitted`, `git.unreachable`, `git.no-such-branch`; BundleError `bundle.malformed`,
 *   `bundle.other-plan`. Nothing was taken then
 */
export async function branchWork(
  plan: Plan,
  { remote, branch, below }: BranchSource,
  signal?: AbortSignal,
): Promise<CarriedWork> {
  return untaken(async () => {
    const own = await openOwnRepository([]);
    try {
      const { gitDir } = own;
      await requireCommitted(gitDir, remote);
      const commit = await fetchBranch(gitDir, remote, branch, signal);
      const name = `branch ${branch}`;
      if (commit === null) throw noBranch(branch);
      await requireSamePlan(gitDir, commit, plan, name);
      const files = await partsOf(gitDir, commit, below, name);
      const where = remote.protocol === 'file' ? basename(remote.url) : remote.url;
      return {
        name,
        source: {
          kind: 'branch',
          name: shownName(where),
          branch,
          commit,
          manifestSha256: null,
        } as const,
        from: participantOf(plan, branch.slice(branch.lastIndexOf('/') + 1))?.id ?? null,
        files,
      };
    } finally {
      await own.remove();
    }
  });
}

async function partsOf(
  gitDir: string,
  commit: Awaited<ReturnType<typeof fetchBranch>> & string,
  below: FolderPath | null,
  name: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const prefix = below === null ? '' : `${below}/`;
  const parts = (await treeFiles(gitDir, commit)).flatMap(({ path, object }) => {
    const inside = path.startsWith(prefix) ? path.slice(prefix.length) : '';
    return bundlePart(inside) === null ? [] : [{ inside, object }];
  });
  if (parts.length > mostFiles) throw tooMuch(name);
  if (parts.length === 0) throw nothing(below === null ? name : `${name}, ${below}`);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const { inside, object } of parts) {
    const bytes = await objectBytes(gitDir, object, longestBundleFile);
    total += bytes.length;
    if (total > longestBundle) throw tooMuch(name);
    files.set(inside, bytes);
  }
  return files;
}

/** The station names the plan in the message of every commit that it makes: an accident is found by it, no attack. */
async function requireSamePlan(
  gitDir: string,
  commit: string,
  plan: Plan,
  place: string,
): Promise<void> {
  const { output } = await runGit({ gitDir, command: 'cat-file', args: ['commit', commit] });
  const found = /^Plan, SHA-256: ([0-9a-f]{64})$/m.exec(lenient(output))?.[1];
  if (found === undefined || found === plan.sha256) return;
  throw new BundleError('bundle.other-plan', 'the branch belongs to another ceremony', {
    place,
    expected: `plan ${plan.sha256.slice(0, 16)}`,
    found: `plan ${found.slice(0, 16)}`,
    hint: 'Choose the branch of this ceremony, or open the ceremony that it belongs to.',
    notDone: ['Nothing was taken.'],
  });
}

function lenient(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (error) {
    // A message in another encoding was not written by the station.
    if (error instanceof StationError) return '';
    throw error;
  }
}

/** Git's errors speak of sending, since that is what it does elsewhere. */
async function untaken<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new GitError(error.code, error.message, {
      ...(error.place === undefined ? {} : { place: error.place }),
      ...(error.expected === undefined ? {} : { expected: error.expected }),
      ...(error.found === undefined ? {} : { found: error.found }),
      hint: error.hint,
      notDone: ['Nothing was taken.'],
      cause: error,
    });
  }
}

function noBranch(branch: BranchName): GitError {
  return new GitError('git.no-such-branch', 'the repository has no such branch', {
    place: branch,
    expected: 'a branch with the work of a keyholder',
    found: 'none of this name',
    hint: 'Ask the keyholder for the name of the branch, and whether it was pushed.',
  });
}
