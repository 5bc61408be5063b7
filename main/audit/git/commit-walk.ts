import { type GitCommit, parseGitCommit, parseGitTag } from '../../../src/audit/git-object.ts';
import type { GitNotes, Reading } from './history-notes.ts';
import type { NotedObjects } from './noted-objects.ts';
import { tooMuch } from './too-much.ts';

const mostCommits = 200_000;
const mostTagSteps = 8;

interface FoundCommit {
  readonly oid: string;
  readonly commit: GitCommit;
}

/**
 * Every commit that is reachable from these objects, by its name.
 *
 * @param name of the repository, for errors
 * @param shallow commits whose parents were left behind when the repository was cloned; each is noted as a cut
 * @throws InputError `input.too-much`; the reason of `reading.signal`
 */
export async function reachableCommits(
  objects: NotedObjects,
  name: string,
  { tips, shallow }: { readonly tips: readonly string[]; readonly shallow: ReadonlySet<string> },
  notes: GitNotes,
  reading: Reading,
): Promise<ReadonlyMap<string, GitCommit>> {
  const commits = new Map<string, GitCommit>();
  const seen = new Set<string>(tips);
  const open = [...tips];
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    const found = await commitAt(objects, oid);
    if (found === null) continue;
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

/** A tag leads to its commit; what else a branch names has no history. */
async function commitAt(objects: NotedObjects, tip: string): Promise<FoundCommit | null> {
  let oid = tip;
  for (let step = 0; step < mostTagSteps; step += 1) {
    const at = { oid, commit: oid, path: '' };
    const object = await objects.read(at, 'commit', 'tag', 'tree', 'blob');
    if (object === null) return null;
    if (object.type === 'commit') {
      const commit = objects.parsed(at, () => parseGitCommit(object.content));
      return commit === null ? null : { oid, commit };
    }
    const next =
      object.type === 'tag' ? objects.parsed(at, () => parseGitTag(object.content)) : null;
    if (next === null) return null;
    oid = next;
  }
  return null;
}
