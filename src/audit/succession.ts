import { finding } from './findings.ts';
import { shelvesOf } from './history.ts';
import { isPresent } from './input.ts';
import { type JudgedRoot, meetsThresholds, type ReplayedRoot } from './replay.ts';
import type { Finding } from './report.ts';

/**
 * Roots that are signed by enough keys of a root before them, and of the wrong one: of one that itself lacks signatures
 * and is no error, since it only waits for them; or of one that lies elsewhere, while clients of this folder have
 * another. Whoever may put a root somewhere among the files could else have any later one accepted.
 */
export function successionFindings(roots: readonly ReplayedRoot[]): Finding[] {
  const sound = soundRoots(roots);
  return roots.flatMap((root): Finding[] => {
    const followed = followedBy(root, roots);
    if (followed === null || !root.copies.some(isWhole)) return [];
    const waiting = followed.filter((before) => !sound.has(before));
    if (waiting.length === followed.length && waiting.every(({ best }) => !best.published)) {
      return [
        notFollowing(
          root,
          `a root ${root.version - 1} that itself is not signed by enough keys`,
          waiting,
        ),
      ];
    }
    const beside = lyingBeside(root, roots);
    if (beside.length === 0 || beside.some((before) => followed.includes(before))) return [];
    return [
      notFollowing(
        root,
        `another root ${root.version - 1} than the one that lies beside it`,
        followed,
      ),
    ];
  });
}

/** Roots to which a chain leads in which each is signed by enough keys, from one that has none before it. */
function soundRoots(roots: readonly ReplayedRoot[]): ReadonlySet<ReplayedRoot> {
  const sound = new Set<ReplayedRoot>();
  // By version, so that what comes before was asked before.
  for (const root of roots) {
    if (!root.copies.some(meetsThresholds)) continue;
    if (followedBy(root, roots)?.every((before) => !sound.has(before)) !== true) sound.add(root);
  }
  return sound;
}

/** Roots of the version before whose keys accept this one; null where none is there, or the one that is there proves nothing. */
function followedBy(
  { history, best, copies }: ReplayedRoot,
  roots: readonly ReplayedRoot[],
): readonly ReplayedRoot[] | null {
  if (best.previous === null || best.afterGap) return null;
  const accepting = new Set(
    copies
      .flatMap(({ byEachPrevious }) => byEachPrevious.filter(({ count }) => count.met))
      .map(({ previous }) => previous.metadata.signedSha256),
  );
  return roots.filter(
    (before) => before.history === history && accepting.has(before.best.root.metadata.signedSha256),
  );
}

/** Published roots of the version before, in a folder in which clients ask for this one. */
function lyingBeside(root: ReplayedRoot, roots: readonly ReplayedRoot[]): readonly ReplayedRoot[] {
  const shelves = publishedShelves(root);
  return roots.filter(
    (before) =>
      before.version === root.version - 1 &&
      [...publishedShelves(before)].some((shelf) => shelves.has(shelf)),
  );
}

/** Where clients that ask today find this root. */
export function publishedShelves({ copies }: ReplayedRoot): ReadonlySet<string> {
  return new Set(
    copies
      .filter(({ published }) => published)
      .flatMap(({ given }) => given.filter(isPresent).flatMap(shelvesOf)),
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
