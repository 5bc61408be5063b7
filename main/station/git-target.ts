import { isVersioned } from '../ceremonies/repository-writer.ts';
import type { CommitId } from '../git/commit-files.ts';
import { objectBytes, objectName, treeFiles } from '../git/tree-files.ts';
import { longestMetadata } from '../ceremonies/staged-file.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { parseMetadata, type Metadata } from '../../src/tuf/metadata.ts';
import { parseRoot } from '../../src/tuf/root.ts';
import { StepError } from './desk.ts';

/** Each costs a look at the repository of some milliseconds; no project has had so many. */
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
  const named = files.filter(({ path }) => /(^|[./])root\.json$/.test(path));
  const roots = new Map(named.map(({ path, object }) => [object, path]));
  if (roots.size > mostRoots) throw tooManyRoots(roots.size);
  for (const [object, path] of roots) {
    const found = modeOf(await objectBytes(gitDir, object, longestMetadata), path);
    if (found !== null && found !== mode) throw otherMode(path, mode, found);
  }
}

const rolesNewest = /(?:^|\/)repository\/[^/]+\.json$/;

/**
 * A published version never changes: where the branch has a file with a version in its name, it has these bytes. The
 * other names of `repository/` never go back: somebody may have published there since this ceremony did.
 * @throws StepError `publish.other-bytes`, `publish.goes-back`
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
    const versioned = isVersioned(path.slice(path.lastIndexOf('/') + 1));
    if (object === undefined || !(versioned || rolesNewest.test(path))) continue;
    if ((await objectName(gitDir, bytes)) === object) continue;
    if (versioned) throw otherBytes(path);
    const theirs = metadataIn(await objectBytes(gitDir, object, longestMetadata), path);
    if (theirs !== null) requireNotBack(theirs, parseMetadata(bytes, path));
  }
}

/** Signatures may differ, since every one of ECDSA does; what they are over may not. */
function requireNotBack(theirs: Metadata, ours: Metadata): void {
  if (theirs.version > ours.version) throw goesBack(theirs, ours);
  if (theirs.version === ours.version && theirs.signedSha256 !== ours.signedSha256)
    throw otherBytes(ours.place);
}

/** Null for a file that is no metadata: it says nothing about what was published. */
function metadataIn(bytes: Uint8Array, path: string): Metadata | null {
  try {
    return parseMetadata(bytes, path);
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

function modeOf(bytes: Uint8Array, path: string): 'real' | 'rehearsal' | null {
  const metadata = metadataIn(bytes, path);
  if (metadata === null) return null;
  try {
    return parseRoot(metadata).rehearsal === null ? 'real' : 'rehearsal';
  } catch (error) {
    // A file that is no root says nothing about the repository.
    if (error instanceof StationError) return null;
    throw error;
  }
}

function otherBytes(place: string): StepError {
  return new StepError(
    'publish.other-bytes',
    'this version was published already, with other bytes',
    {
      place,
      expected: 'no file there, or one with the same bytes',
      found: 'a file with other bytes',
      hint: 'Do not publish. Compare both files: two files of one version are a fork.',
      notDone: ['Nothing was sent.'],
    },
  );
}

function goesBack({ place, version }: Metadata, ours: Metadata): StepError {
  return new StepError('publish.goes-back', 'a newer version was published there already', {
    place,
    expected: `version ${version} or later`,
    found: `version ${ours.version}`,
    hint: 'Clients refuse what goes back. Find out who published there since, and go on from their repository.',
    notDone: ['Nothing was sent.'],
  });
}

/** What nobody looks at could be the one that matters. */
function tooManyRoots(found: number): StepError {
  return new StepError(
    'publish.other-mode',
    'there are more root files than the station looks at',
    {
      expected: `at most ${mostRoots} different files that end in root.json`,
      found: String(found),
      hint: 'Choose a branch that holds this root alone.',
      notDone: ['Nothing was sent.'],
    },
  );
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
