import { StationError } from '../../encoding/station-error.ts';
import type { KeyForm } from './client-table.ts';

/** Raised for a situation that no ceremony can be in. */
export class RotationError extends StationError<'rotation.situation'> {}

declare const keyName: unique symbol;
/** How a planner tells keys apart: the digest of a public key, or a name for a key that is not made yet. */
export type KeyName = string & { readonly [keyName]: true };

function isKeyName(name: string): name is KeyName {
  return name !== '';
}

/** @throws RotationError for the empty name */
export function keyNamed(name: string): KeyName {
  if (isKeyName(name)) return name;
  throw impossible('a key without a name');
}

export interface RotationPerson {
  readonly id: string;
  readonly name: string;
  /** To this ceremony; to a later one only; or not at all. */
  readonly comes: 'now' | 'later' | 'never';
}

export interface RotationKey {
  readonly key: KeyName;
  /** By the id of a person. */
  readonly holder: string;
  /** For people: "token 24617802". */
  readonly label: string;
  /** How the root lists it, or will list it. */
  readonly form: KeyForm;
  /** `later`: the device is not here, or the key is not made; `lost`: the device will never sign again. */
  readonly device: 'at-hand' | 'later' | 'lost';
}

/** The role root of some version: whose signatures count, and how many it takes. */
export interface RootShape {
  readonly keys: readonly KeyName[];
  readonly threshold: number;
}

/** Everything that decides which rotation is possible. */
export interface Situation {
  /** The version in use. */
  readonly version: number;
  readonly people: readonly RotationPerson[];
  readonly keys: readonly RotationKey[];
  readonly inUse: RootShape;
  readonly wanted: RootShape;
}

/** This ceremony, or a later one to which more people and devices come. */
export type Meeting = 'now' | 'later';

/** The keys that can sign at a meeting. Whoever can sign now can sign later. */
export function signersAt({ people, keys }: Situation, meeting: Meeting): ReadonlySet<KeyName> {
  const comes = new Map(people.map((person) => [person.id, person.comes]));
  return new Set(
    keys
      .filter(({ holder, device }) => {
        const when = comes.get(holder);
        if (meeting === 'now') return when === 'now' && device === 'at-hand';
        return when !== 'never' && device !== 'lost';
      })
      .map(({ key }) => key),
  );
}

/** The keys whose public half is known at a meeting, so that a root can list them. */
export function knownAt(situation: Situation, meeting: Meeting): ReadonlySet<KeyName> {
  const { keys, inUse } = situation;
  const later = signersAt(situation, 'later');
  return new Set([
    ...inUse.keys,
    ...keys
      .filter(({ key, device }) => device === 'at-hand' || (meeting === 'later' && later.has(key)))
      .map(({ key }) => key),
  ]);
}

/** How many of these keys the shape counts. */
export function countIn({ keys }: RootShape, signers: ReadonlySet<KeyName>): number {
  return keys.filter((key) => signers.has(key)).length;
}

/** Whether these signers can lead from one version to the next (TUF specification 1.0, section 5.3.4). */
export function canFollow(old: RootShape, next: RootShape, signers: ReadonlySet<KeyName>): boolean {
  return countIn(old, signers) >= old.threshold && countIn(next, signers) >= next.threshold;
}

/** @throws RotationError for a key twice, a key or holder that nothing is said about, or a threshold nobody can meet */
export function requireSituation({ people, keys, inUse, wanted }: Situation): void {
  if (new Set(people.map(({ id }) => id)).size < people.length) throw impossible('a person twice');
  const named = new Set(keys.map(({ key }) => key));
  if (named.size < keys.length) throw impossible('a key twice');
  const known = new Set(people.map(({ id }) => id));
  if (keys.some(({ holder }) => !known.has(holder))) throw impossible('a key that nobody holds');
  for (const { keys: listed, threshold } of [inUse, wanted]) {
    if (new Set(listed).size < listed.length) throw impossible('a root with a key twice');
    if (listed.some((key) => !named.has(key))) throw impossible('a root with an unknown key');
    if (!Number.isSafeInteger(threshold) || threshold < 1 || threshold > listed.length)
      throw impossible(`a threshold of ${threshold} over ${listed.length} keys`);
  }
}

function impossible(found: string): RotationError {
  return new RotationError('rotation.situation', 'no ceremony can be like this', {
    expected: 'every key once, a holder for each, and thresholds that can be met',
    found,
    hint: 'Correct the plan of the ceremony, or who holds which key.',
  });
}
