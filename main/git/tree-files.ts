import { fromUtf8 } from '../../src/encoding/utf8.ts';
import type { CommitId } from './commit-files.ts';
import { runGit } from './run-git.ts';

/** A file of a commit: its path, and the name of the object with its bytes. */
export interface TreeFile {
  readonly path: string;
  readonly object: string;
}

/**
 * Every ordinary file of a commit. A name that is no UTF-8 has U+FFFD in it, which no path of a ceremony has: one such
 * file of somebody else's is no reason to stop.
 * @throws GitError `git.too-large` for a list of more than 8 MiB
 */
export async function treeFiles(gitDir: string, commit: CommitId): Promise<readonly TreeFile[]> {
  const { output } = await runGit({
    gitDir,
    command: 'ls-tree',
    args: ['-r', '-z', '--end-of-options', commit],
  });
  return new TextDecoder()
    .decode(output)
    .split('\0')
    .flatMap((line) => {
      const [, object = '', path = ''] =
        /^100(?:644|755) blob ([0-9a-f]{40,64})\t([^]+)$/.exec(line) ?? [];
      return path === '' ? [] : [{ path, object }];
    });
}

/** The bytes of an object. @throws GitError `git.too-large` above `most` bytes */
export async function objectBytes(
  gitDir: string,
  object: string,
  most: number,
): Promise<Uint8Array> {
  const { output } = await runGit({ gitDir, command: 'cat-file', args: ['blob', object], most });
  return output;
}

/** The name that Git gives to these bytes. */
export async function objectName(gitDir: string, bytes: Uint8Array): Promise<string> {
  const { output } = await runGit({
    gitDir,
    command: 'hash-object',
    args: ['--no-filters', '--stdin'],
    input: bytes,
  });
  return fromUtf8(output).trim();
}
