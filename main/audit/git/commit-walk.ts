import { type GitCommit, parseGitCommit, parseGitTag } from '../../../src/audit/git-object.ts';
import type { GitNotes, Reading } from './history-notes.ts';
import type { NotedObjects } from './noted-objects.ts';
import { tooMuch } from './too-much.ts';

const mostCommits = 200_000;
/** Git itself follows any number. */
const mostTagSteps = 64;

interface FoundCommit {
  readonly oid: string;
  readonly commit: GitCommit;
}

/** A folder or a file that a branch or tag names by itself. */
export interface BareObject {
  readonly oid: string;
  readonly type: 'tree' | 'blob';
}

/**
 * Every commit that is reachable from these objects, by its name.
 *
 * @param name of the repository, for errors
 * @param shallow commits whose parents were left behind when the repository was cloned; each is noted as a cut
 * @param bare gets what a branch or tag names that is no commit: a folder or a file
 * @throws InputError `input.too-much`; the reason of `reading.signal`
 */
export async function reachableCommits(
  objects: NotedObjects,
  name: string,
  {
    tips,
    shallow,
    bare = [],
  }: {
    readonly tips: readonly string[];
    readonly shallow: ReadonlySet<string>;
    readonly bare?: BareObject[];
  },
  notes: GitNotes,
  reading: Reading,
): Promise<ReadonlyMap<string, GitCommit>> {
  const commits = new Map<string, GitCommit>();
  const seen = new Set<string>(tips);
  const open = [...tips];
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    const found = await commitAt(objects, oid, name);
    if (found === null) continue;
    if ('type' in found) {
      bare.push(found);
      continue;
    }
    commits.set(found.oid, found.commit);
    reading.progress?.(`${commits.size.toLocaleString('en-US')} commits found`);
    if (commits.size > mostCommits) throw tooMuch(name, `${mostCommits} commits`);
    if (shallow.has(found.oid)) {
      notes.problems.push({ kind: 'cut', commit: found.oid });
      continue;
    }
    for (const parent of found.commit.parents) {
      if (!seen.has(parent)) open.push(parent);
      seen.add(parent);
    }
  }
  return commits;
}

/** A tag leads to its commit; what else a branch names has no history, and can hold a root all the same. */
async function commitAt(
  objects: NotedObjects,
  tip: string,
  name: string,
): Promise<FoundCommit | BareObject | null> {
  let oid = tip;
  for (let step = 0; step < mostTagSteps; step += 1) {
    const at = { oid, commit: oid, path: '' };
    const object = await objects.read(at, 'commit', 'tag', 'tree', 'blob');
    if (object === null) return null;
    if (object.type === 'commit') {
      const commit = objects.parsed(at, () => parseGitCommit(object.content));
      return commit === null ? null : { oid, commit };
    }
    if (object.type === 'tree' || object.type === 'blob') return { oid, type: object.type };
    const next = objects.parsed(at, () => parseGitTag(object.content));
    if (next === null) return null;
    oid = next;
  }
  throw tooMuch(name, `${mostTagSteps} tags in a row`);
}
