import {
  canFollow,
  signersAt,
  type KeyName,
  type Meeting,
  type RootShape,
  type Situation,
} from './situation.ts';

/** Who signs one new version, and who cannot be spared. */
export interface Signing {
  readonly old: Quorum;
  readonly new: Quorum;
  /** Ids of people without whom the version cannot be signed, however many of the others do. */
  readonly must: readonly string[];
}

/** The signatures that one of the two thresholds takes. */
export interface Quorum {
  readonly threshold: number;
  /** The keys at the meeting that it counts. */
  readonly from: readonly KeyName[];
  /** How many of them can be missing. */
  readonly spare: number;
}

/** Who signs the step from one root to the next at a meeting. */
export function signingOf(
  situation: Situation,
  old: RootShape,
  next: RootShape,
  meeting: Meeting,
): Signing {
  const signers = signersAt(situation, meeting);
  const holders = new Set(
    situation.keys.filter(({ key }) => signers.has(key)).map(({ holder }) => holder),
  );
  const quorum = ({ keys, threshold }: RootShape): Quorum => {
    const from = keys.filter((key) => signers.has(key));
    return { threshold, from, spare: from.length - threshold };
  };
  return {
    old: quorum(old),
    new: quorum(next),
    must: situation.people
      .map(({ id }) => id)
      .filter((id) => holders.has(id) && !canFollow(old, next, without(situation, signers, id))),
  };
}

function without(
  { keys }: Situation,
  signers: ReadonlySet<KeyName>,
  person: string,
): ReadonlySet<KeyName> {
  return new Set(
    keys.filter(({ key, holder }) => signers.has(key) && holder !== person).map(({ key }) => key),
  );
}

/** The fewest people whose keys together reach the threshold of a root. */
export function fewestPeople({ keys }: Situation, root: RootShape): number {
  const counts = new Map<string, number>();
  for (const { key, holder } of keys) {
    if (root.keys.includes(key)) counts.set(holder, (counts.get(holder) ?? 0) + 1);
  }
  let signatures = 0;
  let people = 0;
  for (const count of [...counts.values()].toSorted((a, b) => b - a)) {
    if (signatures >= root.threshold) break;
    signatures += count;
    people += 1;
  }
  return people;
}
