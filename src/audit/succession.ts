import { finding } from './findings.ts';
import { shelvesOf } from './history.ts';
import { type JudgedRoot, meetsThresholds, type ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';
import type { SignatureCount } from '../tuf/threshold.ts';

/**
 * Roots that are signed by enough keys of a root before them, and of the wrong one: of one that itself lacks signatures
 * and is no error, since it only waits for them; or of one that lies elsewhere, while clients of this folder have
 * another. Whoever may put a root somewhere among the files could else have any later one accepted.
 */
export function successionFindings(roots: readonly ReplayedRoot[]): Finding[] {
  const byVersion = Map.groupBy(roots, versionOf);
  const sound = new Set<ReplayedRoot>();
  // By version, so that what comes before was judged before.
  return roots.flatMap((root): Finding[] => {
    const before = byVersion.get(versionOf({ ...root, version: root.version - 1 })) ?? [];
    const followed = followedBy(root, before);
    const isSound = followed === null || followed.some((one) => sound.has(one));
    if (isSound && root.copies.some(meetsThresholds)) sound.add(root);
    if (followed === null || !root.copies.some(isWhole)) return [];
    if (!isSound && followed.every(({ best }) => !best.published)) {
      const what = `a root ${root.version - 1} that itself is not signed by enough keys`;
      return [notFollowing(root, what, followed)];
    }
    if (!isElsewhere(followed, lyingBeside(root, before))) return [];
    const what = `another root ${root.version - 1} than the one that lies beside it`;
    return [notFollowing(root, what, followed)];
  });
}

/**
 * How roots that follow a root from elsewhere are signed as the root that lies beside them sees it: that is what clients
 * of their folder count. Only of those roots.
 */
export function countsBeside(
  roots: readonly ReplayedRoot[],
): ReadonlyMap<ReplayedRoot, SignatureCount> {
  const byVersion = Map.groupBy(roots, versionOf);
  return new Map(
    roots.flatMap((root) => {
      const before = byVersion.get(versionOf({ ...root, version: root.version - 1 })) ?? [];
      const followed = followedBy(root, before);
      const beside = lyingBeside(root, before);
      if (followed === null || !isElsewhere(followed, beside)) return [];
      const [counted] = beside.flatMap(({ best }) =>
        root.best.byEachPrevious.filter(
          ({ previous }) => previous.metadata.signedSha256 === best.root.metadata.signedSha256,
        ),
      );
      return counted === undefined ? [] : [[root, counted.count] as const];
    }),
  );
}

/** None of the roots that clients of the folder have accepts it. */
function isElsewhere(followed: readonly ReplayedRoot[], beside: readonly ReplayedRoot[]): boolean {
  return beside.length > 0 && !beside.some((one) => followed.includes(one));
}

function versionOf({ history, version }: Pick<ReplayedRoot, 'history' | 'version'>): string {
  return `${history} ${version}`;
}

/** Of the roots of the version before, those whose keys accept this one; null where none is there. */
function followedBy(
  { best, copies }: ReplayedRoot,
  before: readonly ReplayedRoot[],
): readonly ReplayedRoot[] | null {
  if (best.previous === null || best.afterGap) return null;
  const accepting = new Set(
    copies
      .flatMap(({ byEachPrevious }) => byEachPrevious.filter(({ count }) => count.met))
      .map(({ previous }) => previous.metadata.signedSha256),
  );
  return before.filter((one) => accepting.has(one.best.root.metadata.signedSha256));
}

/** Published roots of the version before, in a folder in which clients ask for this one. */
function lyingBeside(root: ReplayedRoot, before: readonly ReplayedRoot[]): readonly ReplayedRoot[] {
  const shelves = publishedShelves(root);
  return before.filter((one) => [...publishedShelves(one)].some((shelf) => shelves.has(shelf)));
}

/** Where clients that ask today find this root. */
export function publishedShelves({ copies }: ReplayedRoot): ReadonlySet<string> {
  return new Set(
    copies
      .filter(({ published }) => published)
      .flatMap(({ given }) =>
        given.flatMap(({ place, origin }) =>
          shelvesOf({ place, origin: origin && { ...origin, paths: origin.headPaths } }),
        ),
      ),
  );
}

function isWhole(copy: JudgedRoot): boolean {
  return copy.published && meetsThresholds(copy);
}

function notFollowing(
  { version, best }: ReplayedRoot,
  what: string,
  followed: readonly ReplayedRoot[],
): Finding {
  return finding('root.threshold-not-met', {
    subject: best.file,
    message: `root ${version} follows ${what}`,
    hint: 'Clients do not come here from the root that they have. Find out who made the one that it follows.',
    data: { version, follows: followed.map((before) => before.best.file) },
  });
}
