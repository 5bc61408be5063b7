import type { Root } from '../tuf/root.ts';
import type { RootFile } from './history.ts';
import type { AuditFile, InputFile } from './input.ts';
import { comparePaths } from './order.ts';

/**
 * The roots among the files, and the trusted one if it is not among them. The same root at several places of a Git
 * history is one: it is named by the first of them that was seen.
 * @param files in the order in which they were read
 */
export function rootFiles(
  files: readonly InputFile[],
  given: AuditFile | null,
  trusted: Root | null,
): readonly RootFile[] {
  const all = files.flatMap(({ path, place, origin, reading }): RootFile[] =>
    reading.kind === 'root' ? [{ path, place, origin, root: reading.root }] : [],
  );
  const past = Map.groupBy(
    all.filter(({ origin }) => origin !== null),
    ({ root }) => root.metadata.sha256,
  );
  const roots = [
    ...all.filter(({ origin }) => origin === null),
    ...[...past.values()].flatMap((same) => ofHistory(same)),
  ].toSorted((left, right) => comparePaths(left.path, right.path));
  if (given === null || trusted === null) return roots;
  const isThere = roots.some(({ root }) => root.metadata.sha256 === trusted.metadata.sha256);
  const { path } = given;
  return isThere ? roots : [...roots, { path, place: path, origin: null, root: trusted }];
}

function ofHistory(same: readonly RootFile[]): readonly RootFile[] {
  const [first] = same;
  if (first === undefined || first.origin === null) return [];
  const { commit } = first.origin;
  const paths = same.flatMap(({ origin }) => origin?.paths ?? []);
  const headPaths = same.flatMap(({ origin }) => origin?.headPaths ?? []);
  return [{ ...first, origin: { commit, paths, headPaths } }];
}
