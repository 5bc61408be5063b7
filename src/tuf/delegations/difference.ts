import { isJsonObject, type JsonObject, type JsonValue } from '../../encoding/json.ts';
import { canonicalBytes } from '../canonical.ts';
import { equalBytes } from '../../encoding/bytes.ts';
import type { DelegatedRole, Delegations } from '../delegation.ts';
import { count, list } from '../difference/words.ts';
import { delegationsIn } from './change.ts';

/** One change of who may sign for what, in plain words. */
export interface DelegationDifference {
  readonly kind: 'joins' | 'leaves' | 'role' | 'number' | 'unexplained';
  readonly title: string;
  /** Who may sign what before; null for nobody. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What a key is called, by the digest of its public key; null where nobody says. */
export type NameOfKey = (spki: string) => string | null;

/**
 * How two versions of a targets role differ, as sentences. Only version, expiry and delegations have sentences;
 * anything else that differs is named as unexplained, and nobody should sign it.
 */
export function delegationDifference(
  before: JsonObject,
  after: JsonObject,
  nameOf: NameOfKey,
): readonly DelegationDifference[] {
  const [old, now] = [delegationsIn(before, 'targets in use'), delegationsIn(after, 'targets')];
  const names = [...new Set([...rolesOf(old), ...rolesOf(now)].map(({ name }) => name))];
  const moved = movedRoles(old, now);
  return [
    ...names.flatMap((name) => roleChange(name, old, now, nameOf)),
    ...(moved
      ? [sentence('role', 'The order in which clients ask changes', orderOf(old), orderOf(now))]
      : []),
    ...plainChange('version', 'number', 'The version of the targets role', before, after),
    ...plainChange('expires', 'number', 'The day until which it is good', before, after),
    ...otherMembers(before, after),
  ];
}

/** Who may sign what, in one sentence: "Two of Ana and Tom sign for log.*, and end the search." */
export function roleInWords(
  { keyids, threshold, paths, pathHashPrefixes, terminating }: DelegatedRole,
  { keys }: Delegations,
  nameOf: NameOfKey,
): string {
  const holders = keyids.map((keyid) => {
    const spki = keys.get(keyid)?.publicKey.digest;
    return spki === undefined
      ? 'a key that cannot be used'
      : (nameOf(spki) ?? `key ${spki.slice(0, 16)}`);
  });
  const what =
    paths === null
      ? `paths of ${count(pathHashPrefixes?.length ?? 0, 'range')} of digests`
      : list(paths, 8);
  return `${threshold} of ${list(holders)} may sign for ${what}.${terminating ? ' Nobody after them is asked about these.' : ''}`;
}

function roleChange(
  name: string,
  old: Delegations | null,
  now: Delegations | null,
  nameOf: NameOfKey,
): DelegationDifference[] {
  const [was, is] = [old, now].map((delegations) => {
    const role = rolesOf(delegations).find((one) => one.name === name);
    return role === undefined || delegations === null
      ? null
      : {
          words: roleInWords(role, delegations, nameOf),
          exact: exact(role, delegations),
          keys: keysOf(role, delegations),
        };
  });
  if (was == null && is != null)
    return [sentence('joins', `The role ${name} is delegated`, null, is.words)];
  if (was != null && is == null)
    return [sentence('leaves', `The role ${name} is revoked`, was.words, null)];
  if (was == null || is == null || was.exact === is.exact) return [];
  const what = was.keys === is.keys ? 'keeps its keys, on other terms' : 'changes hands';
  return [sentence('role', `The role ${name} ${what}`, was.words, is.words)];
}

/** Everything that decides who may sign what: two roles with the same text are the same for every client. */
function exact(role: DelegatedRole, delegations: Delegations): string {
  return JSON.stringify([
    role.threshold,
    role.paths,
    role.pathHashPrefixes,
    role.terminating,
    keysOf(role, delegations),
  ]);
}

function keysOf({ keyids }: DelegatedRole, { keys }: Delegations): string {
  return JSON.stringify(keyids.map((keyid) => [keyid, keys.get(keyid)?.object ?? null]));
}

function movedRoles(old: Delegations | null, now: Delegations | null): boolean {
  const [was, is] = [rolesOf(old), rolesOf(now)].map((roles) => roles.map(({ name }) => name));
  return stayed(was, is) !== stayed(is, was);
}

function stayed(names: readonly string[] = [], others: readonly string[] = []): string {
  return names.filter((name) => others.includes(name)).join('\n');
}

function plainChange(
  member: string,
  kind: 'number',
  title: string,
  before: JsonObject,
  after: JsonObject,
): DelegationDifference[] {
  const [was, is] = [before[member], after[member]];
  return same(was, is) ? [] : [sentence(kind, title, plain(was), plain(is))];
}

const explained = new Set(['version', 'expires', 'delegations']);

function otherMembers(before: JsonObject, after: JsonObject): DelegationDifference[] {
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const others = members.filter(
    (member) => !explained.has(member) && !same(before[member], after[member]),
  );
  const [old, now] = [before, after].map(unspoken);
  return [...others, ...(same(old, now) ? [] : ['delegations'])].map((member) =>
    sentence(
      'unexplained',
      `The member ${member.slice(0, 64)} differs, and has no sentence`,
      null,
      null,
    ),
  );
}

/** What delegations hold beside what has a sentence: other members, of roles too, and keys that no role uses. */
function unspoken(signed: JsonObject): JsonObject {
  const value = signed['delegations'];
  if (!isJsonObject(value)) return {};
  const { keys, roles, ...others } = value;
  const read = (Array.isArray(roles) ? roles : []).filter(isJsonObject);
  const used = new Set(read.flatMap(({ keyids }) => (Array.isArray(keyids) ? keyids : [])));
  const unused = Object.entries(isJsonObject(keys) ? keys : {}).filter(([id]) => !used.has(id));
  const more = read.flatMap((role) => {
    const rest = Object.entries(role).filter(([name]) => !spoken.has(name));
    return rest.length === 0 ? [] : [[plain(role['name']), Object.fromEntries(rest)] as const];
  });
  return { others, unused: Object.fromEntries(unused), more: Object.fromEntries(more) };
}

const spoken = new Set([
  'name',
  'keyids',
  'threshold',
  'paths',
  'path_hash_prefixes',
  'terminating',
]);

/** A number or a text as it is; of anything else only that it is none. */
function plain(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : 'another value';
}

function same(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  return equalBytes(canonicalBytes({ at: left ?? null }), canonicalBytes({ at: right ?? null }));
}

function rolesOf(delegations: Delegations | null): readonly DelegatedRole[] {
  return delegations?.roles ?? [];
}

function orderOf(delegations: Delegations | null): string {
  return list(rolesOf(delegations).map(({ name }) => name));
}

function sentence(
  kind: DelegationDifference['kind'],
  title: string,
  before: string | null,
  after: string | null,
): DelegationDifference {
  return { kind, title, before, after };
}
