import { clientReach, type ClientReach } from './client-reach.ts';
import { firstVersion } from './first-version.ts';
import { irreversibleIn, type RotationNote, warningsIn } from './notes.ts';
import { signingOf, type Signing } from './signing.ts';
import {
  canFollow,
  countIn,
  knownAt,
  requireSituation,
  signersAt,
  type KeyName,
  type Meeting,
  type RootShape,
  type Situation,
} from './situation.ts';

/**
 * - `one`: in one version, now;
 * - `two`: a part now, the rest with a second version at a later meeting;
 * - `wait`: nothing now; in one version at a later meeting;
 * - `nothing`: the wanted root is the one in use;
 * - `impossible`: whoever comes, whenever.
 */
export type Verdict = 'one' | 'two' | 'wait' | 'nothing' | 'impossible';

/** One new version on the way to the wanted root. */
export interface RotationStep {
  readonly version: number;
  readonly meeting: Meeting;
  readonly root: RootShape;
  readonly leaves: readonly KeyName[];
  readonly joins: readonly KeyName[];
  readonly threshold: { readonly from: number; readonly to: number };
  readonly signing: Signing;
  readonly clients: readonly ClientReach[];
}

/** What happens if somebody does not come who is expected. */
export interface IfMissing {
  readonly person: string;
  readonly verdict: Verdict;
}

/** Why the wanted root is out of reach. */
export type Obstacle =
  /** Not even a later meeting brings enough keys of the root in use: no successor can be signed, whatever it says. */
  | { readonly kind: 'old-threshold'; readonly have: number; readonly need: number }
  | { readonly kind: 'new-threshold'; readonly have: number; readonly need: number }
  /** Keys of the wanted root that nobody will ever make. */
  | { readonly kind: 'key-unknown'; readonly keys: readonly KeyName[] };

export interface RotationPlan {
  readonly verdict: Verdict;
  readonly obstacle: Obstacle | null;
  readonly steps: readonly RotationStep[];
  readonly ifMissing: readonly IfMissing[];
  readonly warnings: readonly RotationNote[];
  readonly irreversible: readonly RotationNote[];
}

/**
 * Plans the way from the root in use to the wanted one. Two versions are always enough: whoever can sign now can sign
 * later too, so that a second version can do whatever a third one could.
 * @throws RotationError for a situation that no ceremony can be in
 */
export function planRotation(situation: Situation): RotationPlan {
  requireSituation(situation);
  const { verdict, steps, obstacle } = wayOf(situation);
  return {
    verdict,
    obstacle,
    steps,
    ifMissing: verdict === 'impossible' ? [] : missingOneByOne(situation),
    warnings: warningsIn(situation, steps),
    irreversible: irreversibleIn(situation, steps),
  };
}

function wayOf(situation: Situation): Pick<RotationPlan, 'verdict' | 'steps' | 'obstacle'> {
  const { inUse, wanted, version } = situation;
  if (sameShape(inUse, wanted)) return { verdict: 'nothing', steps: [], obstacle: null };
  const obstacle = obstacleIn(situation);
  if (obstacle !== null) return { verdict: 'impossible', steps: [], obstacle };
  const known = knownAt(situation, 'now');
  const ready = wanted.keys.every((key) => known.has(key));
  if (ready && canFollow(inUse, wanted, signersAt(situation, 'now'))) {
    const step = stepOf(situation, version + 1, inUse, wanted, 'now');
    return { verdict: 'one', steps: [step], obstacle };
  }
  const first = firstVersion(situation);
  if (first === null) {
    const step = stepOf(situation, version + 1, inUse, wanted, 'later');
    return { verdict: 'wait', steps: [step], obstacle };
  }
  return {
    verdict: 'two',
    steps: [
      stepOf(situation, version + 1, inUse, first, 'now'),
      stepOf(situation, version + 2, first, wanted, 'later'),
    ],
    obstacle,
  };
}

function obstacleIn(situation: Situation): Obstacle | null {
  const { inUse, wanted } = situation;
  const later = signersAt(situation, 'later');
  const old = countIn(inUse, later);
  if (old < inUse.threshold) return { kind: 'old-threshold', have: old, need: inUse.threshold };
  const known = knownAt(situation, 'later');
  const unknown = wanted.keys.filter((key) => !known.has(key));
  if (unknown.length > 0) return { kind: 'key-unknown', keys: unknown };
  const next = countIn(wanted, later);
  return next < wanted.threshold
    ? { kind: 'new-threshold', have: next, need: wanted.threshold }
    : null;
}

function stepOf(
  situation: Situation,
  version: number,
  old: RootShape,
  root: RootShape,
  meeting: Meeting,
): RotationStep {
  const signing = signingOf(situation, old, root, meeting);
  return {
    version,
    meeting,
    root,
    leaves: old.keys.filter((key) => !root.keys.includes(key)),
    joins: root.keys.filter((key) => !old.keys.includes(key)),
    threshold: { from: old.threshold, to: root.threshold },
    signing,
    clients: clientReach(situation, root, signing),
  };
}

/** Everybody who is expected now, each missing for good while the others come. */
function missingOneByOne(situation: Situation): readonly IfMissing[] {
  const here = signersAt(situation, 'now');
  const expected = new Set(
    situation.keys.filter(({ key }) => here.has(key)).map(({ holder }) => holder),
  );
  return situation.people
    .filter(({ id }) => expected.has(id))
    .map(({ id }) => {
      const people = situation.people.map((person) =>
        person.id === id ? { ...person, comes: 'never' as const } : person,
      );
      return { person: id, verdict: wayOf({ ...situation, people }).verdict };
    });
}

function sameShape(left: RootShape, right: RootShape): boolean {
  return (
    left.threshold === right.threshold &&
    left.keys.length === right.keys.length &&
    left.keys.every((key) => right.keys.includes(key))
  );
}
