import type { Instant } from '../encoding/instant.ts';
import type { SpkiDigest } from '../keys/public-key.ts';
import type { Verifier } from '../keys/verify.ts';
import { type ChainStep, verifyChain } from '../tuf/chain.ts';
import { type Root, roleSpkis } from '../tuf/root.ts';
import type { SignatureCount } from '../tuf/threshold.ts';
import { comparePaths } from './order.ts';
import { isBelow } from './input.ts';

/** A root file, judged by its own keys and by those of the version before it. */
export interface JudgedRoot extends ChainStep {
  readonly file: string;
  /** Other files with the same bytes. */
  readonly sameFiles: readonly string[];
  /** It lies in `staged/`: signatures may still be missing. */
  readonly staged: boolean;
  /** A version between this one and the one before it is not here, so that its thresholds prove nothing about it. */
  readonly afterGap: boolean;
}

/** One root as it was signed: files with the same signed bytes are copies, whatever signatures they carry. */
export interface ReplayedRoot {
  readonly version: number;
  /** The copy with the most signatures that count, and of those the first by path: what the report shows. */
  readonly best: JudgedRoot;
  readonly copies: readonly JudgedRoot[];
  /** A client that trusts the version before could have taken it, counting in the laxest way that clients do. */
  readonly acceptable: boolean;
}

/**
 * Replays every root among the files: by version, then path of the best copy. The same bytes given twice are one file.
 * Throws what the verifier throws, and the reason of `signal`.
 */
export async function replayRoots(
  files: readonly { readonly path: string; readonly root: Root }[],
  question: { readonly asOf: Instant; readonly verifier: Verifier; readonly signal?: AbortSignal },
): Promise<readonly ReplayedRoot[]> {
  const byBytes = Map.groupBy(
    files.toSorted((left, right) => comparePaths(left.path, right.path)),
    ({ root }) => root.metadata.sha256,
  );
  const distinct = [...byBytes.values()].flatMap((same) => same.slice(0, 1));
  const { asOf, verifier, signal } = question;
  const { steps } = await verifyChain(
    distinct.map(({ root }) => root),
    verifier,
    signal === undefined ? { asOf } : { asOf, signal },
  );
  const judged = steps.map((step): JudgedRoot => {
    const same = byBytes.get(step.root.metadata.sha256) ?? [];
    const [file = step.root.metadata.place, ...sameFiles] = same.map(({ path }) => path);
    return {
      ...step,
      file,
      sameFiles,
      staged: same.every(({ path }) => isBelow(path, 'staged')),
      afterGap: step.previous !== null && step.previous.version + 1 !== step.root.version,
    };
  });
  const replayed = [...Map.groupBy(judged, signedVersion).values()].flatMap(asOneRoot);
  return replayed.toSorted(
    (left, right) => left.version - right.version || comparePaths(left.best.file, right.best.file),
  );
}

/** Signed by enough distinct keys of its own, and of the version before where that one is here. */
export function meetsThresholds({ bySelf, byPrevious, afterGap }: JudgedRoot): boolean {
  return bySelf.met && (byPrevious === null || afterGap || byPrevious.met);
}

function signedVersion({ root }: JudgedRoot): string {
  return `${root.version} ${root.metadata.signedSha256}`;
}

function asOneRoot(copies: readonly JudgedRoot[]): ReplayedRoot[] {
  const [best] = copies.toSorted((left, right) => weight(right) - weight(left));
  if (best === undefined) return [];
  return [{ version: best.root.version, best, copies, acceptable: copies.some(isAcceptable) }];
}

/** Published copies before staged ones, then by the signatures that count. */
function weight({ bySelf, byPrevious, staged }: JudgedRoot): number {
  const signed = bySelf.distinct.length + (byPrevious?.distinct.length ?? 0);
  return signed * 2 + (staged ? 0 : 1);
}

function isAcceptable({ bySelf, byPrevious, afterGap }: JudgedRoot): boolean {
  return isLaxlyMet(bySelf) && (byPrevious === null || afterGap || isLaxlyMet(byPrevious));
}

/** Some clients count keyids, so that one key under two names counts twice. */
function isLaxlyMet(count: SignatureCount): boolean {
  const keyids = new Set(
    count.statuses.filter(({ status }) => status === 'valid').map(({ keyid }) => keyid),
  );
  return count.met || keyids.size >= count.threshold;
}

/** True if some key stands in the root role of both: without one, they belong to histories of different people. */
export function shareRootKeys(left: Root, right: Root): boolean {
  const keys: ReadonlySet<SpkiDigest> = new Set(roleSpkis(left, 'root'));
  return roleSpkis(right, 'root').some((key) => keys.has(key));
}
