import { compareInstants, type Instant } from '../encoding/instant.ts';
import type { Verifier } from '../keys/verify.ts';
import type { Root } from './root.ts';
import { countAll, type CountQuestion, type SignatureCount } from './threshold.ts';

/** How a root is signed as a root of the version before sees it. */
export interface PreviousCount {
  readonly previous: Root;
  readonly count: SignatureCount;
}

/** One root of a chain, judged by its own keys and by those of the version before it. */
export interface ChainStep {
  readonly root: Root;
  /** The root it was judged against; null for the first version present. */
  readonly previous: Root | null;
  readonly bySelf: SignatureCount;
  /** null for the first version present. */
  readonly byPrevious: SignatureCount | null;
  /** Its count by every root of the nearest version before: more than one where the history forks. */
  readonly byEachPrevious: readonly PreviousCount[];
  /** True if the root has expired at the instant asked for. */
  readonly expired: boolean;
}

export type ChainProblem =
  /** A version is missing between two that are present. */
  | { readonly kind: 'gap'; readonly version: number; readonly after: number }
  /** A root that is not newer than the trusted one, and differs from it. */
  | { readonly kind: 'back'; readonly version: number; readonly trusted: number }
  /** Two roots of one version with different signed bytes. */
  | { readonly kind: 'fork'; readonly version: number; readonly roots: readonly Root[] }
  | {
      readonly kind: 'threshold';
      readonly version: number;
      readonly by: 'self' | 'previous';
      readonly root: Root;
      readonly signed: number;
      readonly needed: number;
    }
  | { readonly kind: 'expired'; readonly version: number; readonly newest: boolean };

export interface RootChain {
  /** By version; copies of one version in the order they were given. */
  readonly steps: readonly ChainStep[];
  readonly problems: readonly ChainProblem[];
}

export interface ChainQuestion {
  /** The instant of the verdict. */
  readonly asOf: Instant;
  /** The root to start from. It is not judged itself; the first root after it is judged by its keys. */
  readonly trusted?: Root;
  readonly signal?: AbortSignal;
}

/**
 * Replays a chain of roots (TUF specification 1.0, section 5.3): each version has to be signed by the thresholds
 * of the version before it and of its own, and versions go up by one. Expiry of any but the newest is no fault of
 * the chain, and is named all the same. Roots may come in any order, and the same one more than once.
 */
export async function verifyChain(
  roots: readonly Root[],
  verifier: Verifier,
  { asOf, trusted, signal }: ChainQuestion,
): Promise<RootChain> {
  const back = trusted === undefined ? [] : roots.filter((root) => isBack(root, trusted));
  const forward = roots
    .filter((root) => trusted === undefined || root.version > trusted.version)
    .toSorted((left, right) => left.version - right.version);
  const before = candidatesForEach(forward, trusted);
  // Nothing here depends on an answer, so that all signatures of all roots are asked about at once.
  const counts = await countAll(
    forward.flatMap((root, index) => [
      questionOf(root, root),
      ...(before[index] ?? []).map((previous) => questionOf(root, previous)),
    ]),
    verifier,
    signal,
  );
  const answers = counts.values();
  const steps = forward.map((root, index) => stepOf(root, before[index] ?? [], answers, asOf));
  return {
    steps,
    problems: [
      ...back.map(({ version }): ChainProblem => ({
        kind: 'back',
        version,
        trusted: trusted?.version ?? version,
      })),
      ...gaps(forward, trusted),
      ...forks(forward),
      ...steps.flatMap(thresholdProblems),
      ...expiries(steps),
    ],
  };
}

/**
 * For each root the roots of the nearest version before it, each signed part once: more than one where the history forks.
 * @param forward by version
 */
function candidatesForEach(
  forward: readonly Root[],
  trusted: Root | undefined,
): readonly (readonly Root[])[] {
  let nearest = trusted === undefined ? [] : [trusted];
  return [...Map.groupBy(forward, ({ version }) => version).values()].flatMap((copies) => {
    const before = nearest;
    const parts = Map.groupBy(copies, ({ metadata }) => metadata.signedSha256);
    nearest = [...parts.values()].flatMap((same) => same.slice(0, 1));
    return copies.map(() => before);
  });
}

/** Is this root signed for the root role that the other one names? */
function questionOf({ metadata }: Root, { keys, roles }: Root): CountQuestion {
  return { metadata, keys, role: roles.root };
}

/** Takes the answers of its own questions, in the order in which they were asked. */
function stepOf(
  root: Root,
  candidates: readonly Root[],
  answers: Iterator<SignatureCount>,
  asOf: Instant,
): ChainStep {
  const bySelf = nextOf(answers);
  const byEachPrevious = candidates.map((previous) => ({ previous, count: nextOf(answers) }));
  // In a fork a root follows the branch that signed it; where none did, it is judged by the first.
  const followed = byEachPrevious.find(({ count }) => count.met) ?? byEachPrevious[0] ?? null;
  return {
    root,
    previous: followed?.previous ?? null,
    bySelf,
    byPrevious: followed?.count ?? null,
    byEachPrevious,
    expired: compareInstants(root.metadata.expires, asOf) <= 0,
  };
}

function nextOf(answers: Iterator<SignatureCount>): SignatureCount {
  const { done, value } = answers.next();
  if (done === true) throw new Error('every question has an answer');
  return value;
}

function isBack(root: Root, trusted: Root): boolean {
  if (root.version > trusted.version) return false;
  return root.metadata.signedSha256 !== trusted.metadata.signedSha256;
}

function gaps(forward: readonly Root[], trusted: Root | undefined): readonly ChainProblem[] {
  const versions = [...new Set(forward.map(({ version }) => version))];
  return versions.flatMap((version, index): ChainProblem[] => {
    const after = versions[index - 1] ?? trusted?.version;
    if (after === undefined || version === after + 1) return [];
    return [{ kind: 'gap', version, after }];
  });
}

function forks(forward: readonly Root[]): readonly ChainProblem[] {
  return [...Map.groupBy(forward, ({ version }) => version)].flatMap(
    ([version, roots]): ChainProblem[] => {
      const digests = new Set(roots.map(({ metadata }) => metadata.signedSha256));
      return digests.size > 1 ? [{ kind: 'fork', version, roots }] : [];
    },
  );
}

function thresholdProblems({ root, bySelf, byPrevious }: ChainStep): readonly ChainProblem[] {
  const counts = [
    { by: 'previous', count: byPrevious },
    { by: 'self', count: bySelf },
  ] as const;
  return counts.flatMap(({ by, count }): ChainProblem[] => {
    if (count === null || count.met) return [];
    return [
      {
        kind: 'threshold',
        version: root.version,
        by,
        root,
        signed: count.distinct.length,
        needed: count.threshold,
      },
    ];
  });
}

function expiries(steps: readonly ChainStep[]): readonly ChainProblem[] {
  const newest = steps.at(-1)?.root.version;
  return steps
    .filter(({ expired }) => expired)
    .map(({ root: { version } }) => ({ kind: 'expired', version, newest: version === newest }));
}
