import type { Instant } from '../encoding/instant.ts';
import type { Verifier } from '../keys/verify.ts';
import { type ChainStep, verifyChain } from '../tuf/chain.ts';
import { roleSpkis } from '../tuf/root.ts';
import type { SignatureCount } from '../tuf/threshold.ts';
import { tiedTogether } from './disjoint-sets.ts';
import { isBelow } from './file-path.ts';
import { historiesOf, type RootFile } from './history.ts';
import { placesOf } from './input.ts';
import { comparePaths } from './order.ts';

/** A root file, judged by its own keys and by those of the version before it. */
export interface JudgedRoot extends ChainStep {
  readonly file: string;
  /** Other files with the same bytes. */
  readonly sameFiles: readonly string[];
  /** Every file with these bytes, with its places. */
  readonly given: readonly RootFile[];
  /** It lies in `staged/`, or in the past of a Git history: signatures may still be missing. */
  readonly staged: boolean;
  /** It lies outside of `staged/`; in the past of a Git history only what has its signatures was published. */
  readonly published: boolean;
  /** A version between this one and the one before it is not here, so that its thresholds prove nothing about it. */
  readonly afterGap: boolean;
}

/** One root as it was signed: files with the same signed bytes are copies, whatever signatures they carry. */
export interface ReplayedRoot {
  /** Number of the history that it belongs to, from 0. */
  readonly history: number;
  readonly version: number;
  /** The copy with the most signatures that count, and of those the first by path: what the report shows. */
  readonly best: JudgedRoot;
  readonly copies: readonly JudgedRoot[];
  /** A client that trusts the version before could have taken it, counting in the laxest way that clients do. */
  readonly acceptable: boolean;
  /** Where a client could have started that came here, step by step: the same name for what stands for each other. */
  readonly lineage: ReadonlySet<string>;
}

interface ReplayQuestion {
  readonly asOf: Instant;
  readonly verifier: Verifier;
  readonly signal?: AbortSignal;
}

/**
 * Replays every root among the files: by version, then path of the best copy. The same bytes given twice are one file.
 * Throws what the verifier throws, and the reason of `signal`.
 */
export async function replayRoots(
  files: readonly RootFile[],
  question: ReplayQuestion,
): Promise<readonly ReplayedRoot[]> {
  const sorted = files.toSorted((left, right) => comparePaths(left.path, right.path));
  const replayed: ReplayedRoot[] = [];
  for (const [history, ofHistory] of historiesOf(sorted).entries()) {
    replayed.push(...(await replayHistory(history, ofHistory, question)));
  }
  return replayed.toSorted(
    (left, right) => left.version - right.version || comparePaths(left.best.file, right.best.file),
  );
}

async function replayHistory(
  history: number,
  files: readonly RootFile[],
  { asOf, verifier, signal }: ReplayQuestion,
): Promise<readonly ReplayedRoot[]> {
  const byBytes = Map.groupBy(files, ({ root }) => root.metadata.sha256);
  const distinct = [...byBytes.values()].flatMap((same) => same.slice(0, 1));
  const { steps } = await verifyChain(
    distinct.map(({ root }) => root),
    verifier,
    signal === undefined ? { asOf } : { asOf, signal },
  );
  const judged = steps.map((step) =>
    judgedRoot(step, byBytes.get(step.root.metadata.sha256) ?? []),
  );
  const starts = startsIn(judged);
  const lineages = new Map<string, ReadonlySet<string>>();
  const replayed: ReplayedRoot[] = [];
  for (const copies of Map.groupBy(judged, signedVersion).values()) {
    const [best] = copies.toSorted((left, right) => weight(right) - weight(left));
    if (best === undefined) continue;
    const lineage = lineageOf(copies, starts, lineages);
    const { version } = best.root;
    lineages.set(signedVersion(best), lineage);
    replayed.push({ history, version, best, copies, acceptable: lineage.size > 0, lineage });
  }
  return replayed;
}

function judgedRoot(step: ChainStep, same: readonly RootFile[]): JudgedRoot {
  const [file = step.root.metadata.place, ...sameFiles] = same.map(({ path }) => path);
  const afterGap = step.previous !== null && step.previous.version + 1 !== step.root.version;
  const staged = same.every(mayWait);
  const isOutside = same.some((one) => placesOf(one).some((place) => !isAside(place)));
  const published = isOutside && (!staged || meetsThresholds({ ...step, afterGap }));
  return { ...step, file, sameFiles, given: same, staged, published, afterGap };
}

/** Staged for signatures, or given up before it had enough. */
export function isAside(place: string): boolean {
  return isBelow(place, 'staged') || isBelow(place, 'abandoned');
}

/**
 * True if a file need not have its signatures: staged or given up, or in the past of a Git history and not in its last
 * commit.
 */
export function mayWait(file: Pick<RootFile, 'place' | 'origin'>): boolean {
  const places = file.origin === null ? placesOf(file) : file.origin.headPaths;
  return places.every(isAside);
}

/** Signed by enough distinct keys of its own, and of the version before where that one is here. */
export function meetsThresholds({
  bySelf,
  byPrevious,
  afterGap,
}: Pick<JudgedRoot, 'bySelf' | 'byPrevious' | 'afterGap'>): boolean {
  return bySelf.met && (byPrevious === null || afterGap || byPrevious.met);
}

function signedVersion({ root }: Pick<JudgedRoot, 'root'>): string {
  return `${root.version} ${root.metadata.signedSha256}`;
}

/** Published copies before staged ones, then by the signatures that count. */
function weight({ bySelf, byPrevious, staged }: JudgedRoot): number {
  const signed = bySelf.distinct.length + (byPrevious?.distinct.length ?? 0);
  return signed * 2 + (staged ? 0 : 1);
}

/**
 * Where clients start: at a root without one before it, which stands for itself and for every other of its version that has
 * a key in common with it, or with one that has. Each such lot has the digest of its first root as its name.
 */
function startsIn(judged: readonly JudgedRoot[]): ReadonlyMap<JudgedRoot, string> {
  const first = judged.filter((root) => isFirst(root) && isLaxlyMet(root.bySelf));
  const lots = tiedTogether(first, ({ root }) =>
    roleSpkis(root, 'root').map((spki) => `${root.version} ${spki}`),
  );
  return new Map(
    first.map((root, index) => {
      const { metadata } = first[lots[index] ?? index]?.root ?? root.root;
      return [root, metadata.signedSha256];
    }),
  );
}

/** There is no root before it whose keys say anything about it. */
function isFirst({ previous, afterGap }: JudgedRoot): boolean {
  return previous === null || afterGap;
}

/**
 * Where a client could have started that accepts one of these copies: at one of them, or where a root before it started
 * that accepts it.
 * @param lineages of the roots before, by `signedVersion`
 */
function lineageOf(
  copies: readonly JudgedRoot[],
  starts: ReadonlyMap<JudgedRoot, string>,
  lineages: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const lineage = new Set<string>();
  for (const copy of copies) {
    if (isFirst(copy)) {
      const start = starts.get(copy);
      if (start !== undefined) lineage.add(start);
      continue;
    }
    if (!isLaxlyMet(copy.bySelf)) continue;
    for (const { previous, count } of copy.byEachPrevious) {
      if (!isLaxlyMet(count)) continue;
      for (const start of lineages.get(signedVersion({ root: previous })) ?? []) lineage.add(start);
    }
  }
  return lineage;
}

/** Some clients count keyids, so that one key under two names counts twice. */
export function isLaxlyMet(count: SignatureCount): boolean {
  if (count.met) return true;
  const keyids = new Set(
    count.statuses.filter(({ status }) => status === 'valid').map(({ keyid }) => keyid),
  );
  return keyids.size >= count.threshold;
}
