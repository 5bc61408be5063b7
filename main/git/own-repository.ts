import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { GitError } from './git-error.ts';

/** A bare repository of the station's own, with nobody else's settings, hooks or attributes. */
export interface OwnRepository {
  readonly gitDir: string;
  /** Removes it, and nothing of the repositories whose objects it borrowed. */
  readonly remove: () => Promise<void>;
}

/**
 * Makes an empty bare repository that can read the objects of others without their settings ever being read: Git
 * takes the objects, which prove themselves by their names, and nothing else.
 *
 * @param borrowed absolute paths of `objects` folders; of a hostile repository, too
 * @throws GitError `git.not-a-repository` for a path that cannot stand in the list of borrowed folders
 */
export async function openOwnRepository(borrowed: readonly string[]): Promise<OwnRepository> {
  if (borrowed.some((path) => !isAbsolute(path) || /["\n]/.test(path))) {
    throw new GitError('git.not-a-repository', 'the path of the repository cannot be used', {
      expected: 'a path without quotation marks and line ends',
      found: 'a path with one',
      hint: 'Move the repository to another folder.',
    });
  }
  const gitDir = await mkdtemp(join(tmpdir(), 'station-git-'));
  await mkdir(join(gitDir, 'objects/info'), { recursive: true });
  await mkdir(join(gitDir, 'refs/heads'), { recursive: true });
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(
    join(gitDir, 'config'),
    '[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfilemode = false\n',
  );
  await writeFile(
    join(gitDir, 'objects/info/alternates'),
    borrowed.map((path) => `${path}\n`).join(''),
  );
  return { gitDir, remove: () => rm(gitDir, { recursive: true, force: true }) };
}
