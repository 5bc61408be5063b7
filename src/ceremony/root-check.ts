import { compareInstants, parseInstant } from '../encoding/instant.ts';
import { topRoles, type TopRole } from '../tuf/role.ts';
import { roleSpkis, type Root } from '../tuf/root.ts';
import type { HeldKeys } from './assembly.ts';
import type { Plan, RolePolicy } from './plan.ts';
import { participantOf } from './roster.ts';

/** What the plan says of a root, and what the root says. */
export interface PlanMismatch {
  /** For example "the threshold of the role targets". */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * Holds a root against the plan: version, mark of rehearsal, expiry, file names, and of each role the threshold and the
 * keys. The meaning is compared and not the bytes: another tool may list the same key in another form.
 *
 * @param keys the keys that are known for sure; of other holders only their number is compared
 * @returns the first thing that is not as planned, or null
 */
export function mismatchWithPlan(plan: Plan, keys: HeldKeys, root: Root): PlanMismatch | null {
  const { tuf } = plan;
  const mark = plan.mode === 'rehearsal' ? plan.sha256 : null;
  if (root.version !== tuf.rootVersion)
    return mismatch('the version', `version ${tuf.rootVersion}`, `version ${root.version}`);
  if (root.rehearsal !== mark)
    return mismatch('the mark of a rehearsal', markInWords(mark), otherMark(root.rehearsal));
  if (compareInstants(root.metadata.expires, parseInstant(tuf.expires)) !== 0)
    return mismatch('the expiry', tuf.expires, root.metadata.expires.text);
  if (root.consistentSnapshot !== tuf.consistentSnapshot)
    return mismatch(
      'whether file names carry versions',
      yesOrNo(tuf.consistentSnapshot),
      yesOrNo(root.consistentSnapshot),
    );
  const policies: Readonly<Record<TopRole, Policy>> = { root: tuf, ...tuf.roles };
  for (const name of topRoles) {
    const found = roleMismatch(plan, keys, root, name, policies[name]);
    if (found !== null) return found;
  }
  return null;
}

type Policy = Pick<RolePolicy, 'holders' | 'threshold'>;

function roleMismatch(
  plan: Plan,
  keys: HeldKeys,
  root: Root,
  name: TopRole,
  { holders, threshold }: Policy,
): PlanMismatch | null {
  const role = root.roles[name];
  if (role.threshold !== threshold)
    return mismatch(`the threshold of the role ${name}`, `${threshold}`, `${role.threshold}`);
  const what = `the keys of the role ${name}`;
  const listed = roleSpkis(root, name);
  if (role.keyids.length !== holders.length || listed.length !== holders.length)
    return mismatch(what, `${holders.length} keys`, keysInWords(role.keyids.length, listed.length));
  const known = new Map(holders.map((id) => [id, keys.get(id)?.digest]));
  for (const [id, digest] of known) {
    if (digest === undefined || listed.includes(digest)) continue;
    const holder = participantOf(plan, id)?.name ?? id;
    return mismatch(what, `key ${digest.slice(0, 8)} of ${holder}`, 'it is not among them');
  }
  return null;
}

function keysInWords(keyids: number, distinct: number): string {
  return keyids === distinct
    ? `${keyids} keys`
    : `${keyids} keys, ${distinct} of them different and usable`;
}

function markInWords(mark: string | null): string {
  return mark === null ? 'no mark' : `plan ${mark.slice(0, 8)}`;
}

/** The mark in a file is text that anybody may have written. */
function otherMark(mark: string | null): string {
  return mark === null ? 'no mark' : 'another mark';
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

function mismatch(what: string, expected: string, found: string): PlanMismatch {
  return { what, expected, found };
}
