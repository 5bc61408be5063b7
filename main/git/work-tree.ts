import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { parseCommitId } from './commit-files.ts';
import { GitError } from './git-error.ts';
import type { Remote } from './remote.ts';
import { runGit } from './run-git.ts';

/**
 * Stops where the remote is a folder with a work tree in which something is in no commit: somebody works there, and
 * does not expect its branches to move. The comparison runs with an index and settings of the station's own, so no
 * filter of the folder's runs.
 * @throws GitError `git.uncommitted`
 */
export async function requireCommitted(gitDir: string, { url, protocol }: Remote): Promise<void> {
  if (protocol !== 'file' || !(await isWorkTree(url))) return;
  const head = await headOf(gitDir, url);
  if (head === null) return;
  const variables = { GIT_INDEX_FILE: `${gitDir}/work-tree-index`, GIT_WORK_TREE: url };
  await runGit({ gitDir, command: 'read-tree', args: [head], variables });
  const compared = { gitDir, variables, answers: [0, 1] };
  await runGit({ ...compared, command: 'update-index', args: ['-q', '--refresh'] });
  const { output } = await runGit({
    ...compared,
    command: 'diff-files',
    args: ['--name-only', '-z', '--ignore-submodules=all'],
  });
  const [first = '', ...more] = fromUtf8(output)
    .split('\0')
    .filter((name) => name !== '');
  if (first === '') return;
  throw new GitError('git.uncommitted', 'this folder has changes that are in no commit', {
    place: first.replaceAll(/[^\w./@+-]/g, '?').slice(0, 200),
    expected: 'a work tree without changes, or a bare repository',
    found: more.length === 0 ? 'one changed file' : `${more.length + 1} changed files`,
    hint: 'Commit them there or set them aside (git stash), then do this step again.',
    notDone: ['Nothing was sent.', 'The changed files were not touched.'],
  });
}

async function isWorkTree(path: string): Promise<boolean> {
  try {
    await stat(join(path, '.git'));
    return true;
  } catch {
    return false;
  }
}

async function headOf(gitDir: string, url: string) {
  const ref = 'refs/remote-head';
  const { output: listed } = await runGit({
    gitDir,
    command: 'ls-remote',
    args: ['--end-of-options', url, 'HEAD'],
    protocols: ['file'],
  });
  if (listed.length === 0) return null;
  await runGit({
    gitDir,
    command: 'fetch',
    args: [
      '--quiet',
      '--depth=1',
      '--no-tags',
      '--no-write-fetch-head',
      '--end-of-options',
      url,
      `+HEAD:${ref}`,
    ],
    protocols: ['file'],
    patience: 300_000,
  });
  const { output } = await runGit({
    gitDir,
    command: 'rev-parse',
    args: ['--verify', '--end-of-options', ref],
  });
  return parseCommitId(fromUtf8(output).trim());
}
