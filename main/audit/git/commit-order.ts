import type { GitCommit } from '../../../src/audit/git-object.ts';

/** Parents before their children; where history leaves it open, by date, then name. */
export function inOrder(
  commits: ReadonlyMap<string, GitCommit>,
): readonly (readonly [string, GitCommit])[] {
  const sorted = [...commits].toSorted(
    ([left, a], [right, b]) => a.at - b.at || (left < right ? -1 : 1),
  );
  const done = new Set<string>();
  const ordered: (readonly [string, GitCommit])[] = [];
  for (const [start] of sorted) {
    const open = [start];
    while (open.length > 0) {
      const oid = open.at(-1) ?? '';
      const commit = commits.get(oid);
      const waiting =
        commit?.parents.filter((parent) => !done.has(parent) && commits.has(parent)) ?? [];
      if (done.has(oid) || commit === undefined) open.pop();
      else if (waiting.length > 0) open.push(...waiting);
      else {
        done.add(oid);
        ordered.push([oid, commit]);
        open.pop();
      }
    }
  }
  return ordered;
}
