import { roleSpkis } from '../root.ts';
import { type TopRole, topRoles } from '../role.ts';
import { type Comparison, keyObjectLeaves, storyOf } from './comparison.ts';
import type { LeafPair } from './ledger.ts';
import { type RootChange, told } from './root-change.ts';
import { capital, count, list, roleWord } from './words.ts';

/** What happens to a role that no sentence about a person has spoken for. */
interface RoleChange {
  readonly role: TopRole;
  readonly joins: readonly string[];
  readonly leaves: readonly string[];
  /** "3 of 5" before, null where there is no version before. */
  readonly old: string | null;
  readonly new: string;
  readonly pairs: readonly LeafPair[];
}

/** Writes sentences for thresholds and for keys of roles, roles with the same change together. */
export function explainRoles(comparison: Comparison): void {
  const changes = topRoles.flatMap((role) => roleChange(comparison, role) ?? []);
  const alike = Map.groupBy(changes, ({ joins, leaves, old, new: now }) =>
    JSON.stringify([joins, leaves, old, now]),
  );
  for (const [first, ...others] of alike.values()) {
    if (first === undefined) continue;
    const group = [first, ...others];
    const names = group.map(({ role }) => role);
    comparison.ledger.explain(
      'roles',
      sentence(first, names, comparison),
      group.flatMap(({ pairs }) => pairs),
    );
  }
  explainUnusedKeys(comparison);
}

/** "3 of 5": how many signatures a role asks for, and how many public keys it has. */
export function seats(comparison: Comparison, role: TopRole): { old: string | null; new: string } {
  const { previous, next } = comparison;
  const write = (root: typeof next) =>
    `${root.roles[role].threshold} of ${roleSpkis(root, role).length}`;
  return { old: previous === null ? null : write(previous), new: write(next) };
}

function roleChange(comparison: Comparison, role: TopRole): RoleChange | null {
  const { ledger } = comparison;
  const members = ledger.openUnder('roles', role, 'keyids');
  const threshold = ledger.open('roles', role, 'threshold');
  if (members.length === 0 && threshold === null) return null;
  const objects = members.flatMap(({ path }) => keyObjectLeaves(comparison, String(path[3])));
  return {
    role,
    joins: names(
      comparison,
      members.filter((pair) => pair.old === null),
    ),
    leaves: names(
      comparison,
      members.filter((pair) => pair.new === null),
    ),
    ...seats(comparison, role),
    pairs: [...members, ...objects, ...(threshold === null ? [] : [threshold])],
  };
}

function names(comparison: Comparison, members: readonly LeafPair[]): readonly string[] {
  const found = members.map(({ path }) => storyOf(comparison, String(path[3]))?.name);
  return [...new Set(found.map((name) => name ?? 'a key that cannot be used'))];
}

function sentence(
  change: RoleChange,
  group: readonly TopRole[],
  comparison: Comparison,
): RootChange {
  const { joins, leaves, old, new: now } = change;
  const who = [
    ...(joins.length > 0 ? [`${capital(list(joins))} may sign.`] : []),
    ...(leaves.length > 0 ? [`${capital(list(leaves))} can no longer sign.`] : []),
  ].join(' ');
  if (comparison.previous === null) {
    const subject = list(group.map(roleWord));
    const title =
      now === '1 of 1' ? `One key signs for ${subject}` : `${now} keys have to sign for ${subject}`;
    return told('role', title, who);
  }
  const from = old === now ? { old: null, new: null } : { old, new: now };
  if (joins.length + leaves.length === 0) {
    return { kind: 'role', title: thresholdTitle(comparison, group), detail: '', ...from };
  }
  return { kind: 'role', title: keysTitle(joins, leaves, group), detail: who, ...from };
}

function thresholdTitle({ previous, next }: Comparison, group: readonly TopRole[]): string {
  const [role = 'root'] = group;
  const before = previous?.roles[role].threshold ?? 0;
  const { threshold } = next.roles[role];
  const subject = capital(list(group.map(roleWord)));
  const verb = group.length > 1 ? 'need' : 'needs';
  return threshold < before
    ? `${subject} ${verb} only ${count(threshold, 'signature')}, no longer ${before}`
    : `${subject} ${verb} ${count(threshold, 'signature')}, no longer ${before}`;
}

function keysTitle(
  joins: readonly string[],
  leaves: readonly string[],
  group: readonly TopRole[],
): string {
  const subject = list(group.map(roleWord));
  if (leaves.length === 0) return `${capital(count(joins.length, 'key'))} more for ${subject}`;
  if (joins.length === 0) return `${capital(count(leaves.length, 'key'))} fewer for ${subject}`;
  return `${capital(subject)} ${group.length > 1 ? 'get' : 'gets'} ${joins.length === 1 ? 'another key' : 'other keys'}`;
}

/** Key objects come and go without a role to use them: untidy, and without effect. */
function explainUnusedKeys(comparison: Comparison): void {
  const { book, ledger } = comparison;
  for (const { name, keyidsBefore, keyidsAfter, rolesBefore, rolesAfter } of book) {
    const added = keyidsAfter.filter((keyid) => !keyidsBefore.includes(keyid));
    const removed = keyidsBefore.filter((keyid) => !keyidsAfter.includes(keyid));
    const leaves = [...added, ...removed].flatMap((keyid) => keyObjectLeaves(comparison, keyid));
    if (leaves.length === 0) continue;
    if (added.length > 0 && rolesAfter.length === 0) {
      const title = `The key of ${name} is listed, and no role uses it`;
      ledger.explain('form', told('role', title, 'Nothing can be signed with it.'), leaves);
    } else if (added.length === 0 && rolesBefore.length === 0) {
      const title = `The key of ${name} is no longer listed`;
      ledger.explain('form', told('role', title, 'No role used it.'), leaves);
    }
  }
}
