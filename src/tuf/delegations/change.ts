import { isJsonObject, type JsonObject } from '../../encoding/json.ts';
import { requireKeys, requireRoles, requireVersion } from '../build-rules.ts';
import type { DelegationPlan, ListedKey } from '../build.ts';
import { compareCodePoints } from '../code-points.ts';
import { type Delegations, parseDelegations } from '../delegation.ts';
import { TufError } from '../tuf-error.ts';

/** What is to become of one delegation. A new role is asked last; one that changes hands keeps its place. */
export type DelegationChange =
  | {
      readonly kind: 'add' | 'redelegate';
      readonly role: DelegationPlan;
      readonly keys: readonly ListedKey[];
    }
  | { readonly kind: 'revoke'; readonly name: string };

/** The delegations of a targets role's signed part; null where it hands nothing on. @throws TufError */
export function delegationsIn(signed: JsonObject, place: string): Delegations | null {
  const value = signed['delegations'];
  if (value === undefined || value === null) return null;
  return parseDelegations({ value, place: `${place}, signed.delegations` });
}

/**
 * The signed part of the next version of a targets role: one delegation is another, and nothing else. Targets, expiry
 * and members that this station does not know stay as they are.
 *
 * @param signed of the version in use
 * @throws TufError `tuf.build` for a role that is there already, or is not, for bins, and as `buildTargets`
 */
export function withDelegationChange(signed: JsonObject, change: DelegationChange): JsonObject {
  const before = delegationsIn(signed, 'targets in use');
  if (before?.succinct != null) throw refused('the targets role hands its names to bins', 'a list');
  const version = typeof signed['version'] === 'number' ? signed['version'] + 1 : 0;
  requireVersion(version);
  const name = change.kind === 'revoke' ? change.name : change.role.name;
  const isThere = before?.roles.some((role) => role.name === name) === true;
  if (isThere !== (change.kind !== 'add'))
    throw refused(
      isThere ? `the role ${name} is delegated already` : `no role ${name} is delegated`,
      isThere ? 'a name that is free, or redelegate' : 'the name of a delegated role',
    );
  const value = signed['delegations'];
  const delegations = isJsonObject(value) ? value : {};
  const roles = changedRoles(listOf(delegations['roles']), name, change);
  const listed = { ...keysOf(delegations), ...newKeys(change) };
  const used = new Set(roles.flatMap((role) => listOfText(role['keyids'])));
  const keys = sorted(Object.entries(listed).filter(([keyid]) => used.has(keyid)));
  requireSound(keys, roles, signed['x-rehearsal']);
  return sorted([
    ...Object.entries(signed).filter(([member]) => member !== 'delegations'),
    ['version', version],
    ['delegations', sorted([...Object.entries(delegations), ['keys', keys], ['roles', roles]])],
  ]);
}

function changedRoles(
  roles: readonly JsonObject[],
  name: string,
  change: DelegationChange,
): JsonObject[] {
  if (change.kind === 'revoke') return roles.filter((role) => role['name'] !== name);
  const { keyids, paths, terminating, threshold } = change.role;
  const next = { keyids: [...keyids], name, paths: [...paths], terminating, threshold };
  if (change.kind === 'add') return [...roles, next];
  return roles.map((role) => (role['name'] === name ? next : role));
}

/** What a station would build has to hold for what it changes, too. */
function requireSound(keys: JsonObject, roles: readonly JsonObject[], mark: unknown): void {
  const listed = Object.entries(keys).flatMap(([keyid, object]) =>
    isJsonObject(object) ? [{ keyid, object }] : [],
  );
  requireKeys(listed, typeof mark === 'string' ? mark : null);
  requireRoles(
    roles.map((role) => [
      typeof role['name'] === 'string' ? role['name'] : '',
      { keyids: listOfText(role['keyids']), threshold: Number(role['threshold']) },
    ]),
    listed,
  );
}

function newKeys(change: DelegationChange): JsonObject {
  if (change.kind === 'revoke') return {};
  return Object.fromEntries(change.keys.map(({ keyid, object }) => [keyid, object]));
}

function keysOf({ keys }: JsonObject): JsonObject {
  return isJsonObject(keys) ? keys : {};
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function listOfText(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** Members in canonical order; the last of one name counts. */
function sorted(members: readonly (readonly [string, JsonObject[string]])[]): JsonObject {
  return Object.fromEntries([...new Map(members)].toSorted(([a], [b]) => compareCodePoints(a, b)));
}

function refused(message: string, expected: string): TufError {
  return new TufError('tuf.build', message, {
    expected,
    found: 'another',
    hint: 'List the delegations to see what is there.',
    notDone: ['No metadata was made.'],
  });
}
