import type { RepositoryFile } from '../../src/ceremony/import/newest-metadata.ts';
import { collect } from '../audit/collect.ts';
import { fetchBranch } from '../git/fetch-branch.ts';
import { GitError } from '../git/git-error.ts';
import { openOwnRepository } from '../git/own-repository.ts';
import { parseBranch, parseRemote } from '../git/remote.ts';
import { objectBytes, treeFiles } from '../git/tree-files.ts';

/** What a plan is made from: metadata, exported keys and their certificates. */
const wanted = /(?:\.json|_pubkey\.pem|_key_cert\.pem)$/;
/** More than any root has, and far below what a machine can hold. */
const mostFiles = 5000;
const longestFile = 4 * 1024 * 1024;
const mostBytes = 256 * 1024 * 1024;

/** The files of a folder that say what a repository holds. @throws InputError; the reason of `signal` */
export async function repositoryFiles(
  path: string,
  signal?: AbortSignal,
): Promise<readonly RepositoryFile[]> {
  const { files } = await collect([path], undefined, signal);
  // A file that is longer than any metadata comes in part, and is none.
  return files.flatMap(({ path: name, bytes, whole }) =>
    wanted.test(name) && whole === undefined ? [{ path: name, bytes }] : [],
  );
}

/**
 * The same files of the newest commit of a branch. Objects alone are read, into a repository of the station's own, so
 * that nothing of theirs runs.
 * @param repository a path of this machine, or an address
 * @throws GitError
 */
export async function branchFiles(
  repository: string,
  branch: string,
  signal?: AbortSignal,
): Promise<readonly RepositoryFile[]> {
  const remote = parseRemote(repository);
  const own = await openOwnRepository([]);
  try {
    const commit = await fetchBranch(own.gitDir, remote, parseBranch(branch), signal);
    if (commit === null) throw noBranch();
    const tree = (await treeFiles(own.gitDir, commit)).filter(({ path }) => wanted.test(path));
    if (tree.length > mostFiles) throw tooMuch();
    const files: RepositoryFile[] = [];
    let total = 0;
    for (const { path, object } of tree) {
      signal?.throwIfAborted();
      const bytes = await objectBytes(own.gitDir, object, longestFile);
      total += bytes.length;
      if (total > mostBytes) throw tooMuch();
      files.push({ path, bytes });
    }
    return files;
  } finally {
    await own.remove();
  }
}

function noBranch(): GitError {
  return new GitError('git.no-such-branch', 'the repository has no such branch', {
    hint: 'Look up the name of the branch.',
    notDone: ['No plan was written.'],
  });
}

function tooMuch(): GitError {
  return new GitError(
    'git.too-large',
    'there is more in this branch than in any repository of roots',
    {
      hint: 'Choose the branch that holds the metadata.',
      notDone: ['No plan was written.'],
    },
  );
}
