import { isVersioned } from '../ceremonies/repository-writer.ts';
import type { CommitId } from '../git/commit-files.ts';
import { objectBytes, objectName, treeFiles } from '../git/tree-files.ts';
import { longestMetadata } from '../ceremonies/staged-file.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { StepError } from './desk.ts';

const mostRoots = 200;

/**
 * A rehearsal never goes into a repository that holds a real root, and nothing real beside a rehearsal: what lies
 * there is looked at, by content.
 * @throws StepError `publish.other-mode`
 */
export async function requireSameMode(
  gitDir: string,
  commit: CommitId,
  mode: 'real' | 'rehearsal',
): Promise<void> {
  const files = await treeFiles(gitDir, commit);
  const roots = files.filter(({ path }) => /(^|[./])root\.json$/.test(path)).slice(0, mostRoots);
  for (const { path, object } of roots) {
    const found = modeOf(await objectBytes(gitDir, object, longestMetadata), path);
    if (found !== null && found !== mode) throw otherMode(path, mode, found);
  }
}

/**
 * A published version never changes: where the branch has a file with a version in its name, it has these bytes.
 * @throws StepError `publish.other-bytes`
 */
export async function requireUnchanged(
  gitDir: string,
  commit: CommitId,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  const there = new Map(
    (await treeFiles(gitDir, commit)).map(({ path, object }) => [path, object]),
  );
  for (const { path, bytes } of files) {
    const object = there.get(path);
    if (object === undefined || !isVersioned(path.slice(path.lastIndexOf('/') + 1))) continue;
    if ((await objectName(gitDir, bytes)) === object) continue;
    throw new StepError(
      'publish.other-bytes',
      'this version was published already, with other bytes',
      {
        place: path,
        expected: 'no file there, or one with the same bytes',
        found: 'a file with other bytes',
        hint: 'Do not publish. Compare both files: two roots of one version are a fork.',
        notDone: ['Nothing was sent.'],
      },
    );
  }
}

function modeOf(bytes: Uint8Array, path: string): 'real' | 'rehearsal' | null {
  try {
    return parseRoot(parseMetadata(bytes, path)).rehearsal === null ? 'real' : 'rehearsal';
  } catch (error) {
    // A file that is no root says nothing about the repository.
    if (error instanceof StationError) return null;
    throw error;
  }
}

function otherMode(place: string, mode: string, found: string): StepError {
  return new StepError(
    'publish.other-mode',
    mode === 'rehearsal'
      ? 'a rehearsal does not go into a repository with a real root'
      : 'a real ceremony does not go into the repository of a rehearsal',
    {
      place,
      expected: `a ${mode === 'real' ? 'real root' : 'rehearsal'}, or no root`,
      found: `a ${found === 'real' ? 'real root' : 'rehearsal'}`,
      hint: 'Choose another repository or another branch.',
      notDone: ['Nothing was sent.'],
    },
  );
}
