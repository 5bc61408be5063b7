import { type Comparison, keyObjectLeaves, membershipLeaves } from './comparison.ts';
import { type KeyStory, shortDigest } from './key-book.ts';
import type { LeafPair } from './ledger.ts';
import type { TopRole } from '../role.ts';
import { type RootChange, told } from './root-change.ts';
import { capital, list, roleWord } from './words.ts';

/** Who may sign for the root in one version and not in the other. */
export interface Movement {
  readonly joins: readonly KeyStory[];
  readonly leaves: readonly KeyStory[];
  /** One person with another key than before, on another token or on the same. */
  readonly renews: readonly { readonly old: KeyStory; readonly now: KeyStory }[];
  readonly stays: readonly KeyStory[];
}

/** Sorts the keys of the root role by what happens to them. A person is known by the name that the ceremony gives. */
export function movementOf({ book }: Comparison): Movement {
  const added = book.filter((key) => isIn(key.rolesAfter) && !isIn(key.rolesBefore));
  const removed = book.filter((key) => isIn(key.rolesBefore) && !isIn(key.rolesAfter));
  const renews = added.flatMap((now) => {
    const old = removed.filter((key) => samePerson(key, now));
    const twice = added.filter((key) => samePerson(key, now)).length > 1;
    return old.length === 1 && old[0] !== undefined && !twice ? [{ old: old[0], now }] : [];
  });
  return {
    joins: added.filter((key) => !renews.some(({ now }) => now === key)),
    leaves: removed.filter((key) => !renews.some(({ old }) => old === key)),
    renews,
    stays: book.filter((key) => isIn(key.rolesAfter) && isIn(key.rolesBefore)),
  };
}

/** Writes a sentence for everybody who joins, leaves, or takes another key; it speaks for all roles at once. */
export function explainPeople(comparison: Comparison): void {
  const { ledger } = comparison;
  const { joins, leaves, renews } = movementOf(comparison);
  for (const key of leaves) ledger.explain('people', leaving(key), leafPairs(comparison, key));
  for (const { old, now } of renews) {
    ledger.explain('people', renewing(old, now), [
      ...leafPairs(comparison, old),
      ...leafPairs(comparison, now),
    ]);
  }
  for (const key of joins) ledger.explain('people', joining(key), leafPairs(comparison, key));
}

function isIn(roles: readonly TopRole[]): boolean {
  return roles.includes('root');
}

function samePerson(left: KeyStory, right: KeyStory): boolean {
  return left.holder !== null && left.holder.name === right.holder?.name;
}

function leafPairs(comparison: Comparison, key: KeyStory): readonly LeafPair[] {
  const { keyidsBefore, keyidsAfter, rolesBefore, rolesAfter } = key;
  const lost = rolesBefore.filter((role) => !rolesAfter.includes(role));
  const gained = rolesAfter.filter((role) => !rolesBefore.includes(role));
  return [
    ...lost.flatMap((role) => membershipLeaves(comparison, role, keyidsBefore)),
    ...gained.flatMap((role) => membershipLeaves(comparison, role, keyidsAfter)),
    ...[...new Set([...keyidsBefore, ...keyidsAfter])].flatMap((keyid) =>
      keyObjectLeaves(comparison, keyid),
    ),
  ];
}

function joining(key: KeyStory): RootChange {
  const gained = key.rolesAfter.filter((role) => !key.rolesBefore.includes(role));
  return told(
    'joins',
    `${capital(key.name)} joins`,
    `${subject(key)} may sign for ${roles(gained)}.`,
  );
}

function leaving(key: KeyStory): RootChange {
  const lost = key.rolesBefore.filter((role) => !key.rolesAfter.includes(role));
  const still = key.rolesAfter.length === 0 ? '' : ` It still signs for ${roles(key.rolesAfter)}.`;
  return told(
    'leaves',
    `${capital(key.name)} leaves`,
    `${subject(key)} can no longer sign for ${roles(lost)}.${still}`,
  );
}

function renewing(old: KeyStory, now: KeyStory): RootChange {
  const [before, after] = [old.holder?.serial ?? '', now.holder?.serial ?? ''];
  if (before === after) {
    return {
      kind: 'role',
      title: `${capital(now.name)} signs with a new key`,
      detail: `Token ${after} stays. The old key can no longer sign for ${roles(old.rolesBefore)}.`,
      old: shortDigest(old.spki),
      new: shortDigest(now.spki),
    };
  }
  return {
    kind: 'role',
    title: `${capital(now.name)} changes to another token`,
    detail: `Token ${after} may sign for ${roles(now.rolesAfter)}, token ${before} can no longer.`,
    old: null,
    new: null,
  };
}

function subject({ holder, name, spki }: KeyStory): string {
  if (holder !== null) return `Token ${holder.serial}`;
  return name.startsWith('key ') ? 'It' : `Key ${shortDigest(spki)}`;
}

function roles(names: readonly TopRole[]): string {
  return list(names.map(roleWord));
}
