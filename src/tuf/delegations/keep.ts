import { isJsonObject, type JsonObject } from '../../encoding/json.ts';
import { compareCodePoints } from '../code-points.ts';
import { delegationsIn } from './change.ts';

/** Names of delegated roles that a targets role has and others do not name. @throws TufError */
export function unnamedRoles(before: JsonObject, named: ReadonlySet<string>): readonly string[] {
  const roles = delegationsIn(before, 'targets in use')?.roles ?? [];
  return roles.map(({ name }) => name).filter((name) => !named.has(name));
}

/**
 * New targets with those delegations of the version before that nobody planned, behind the planned ones, as they were:
 * a new root is no reason to take a role from another project.
 *
 * @param signed the new signed part
 * @param before the signed part in use, vouched for by its keyholders
 * @param named roles of the plan
 */
export function withKeptDelegations(
  signed: JsonObject,
  before: JsonObject,
  named: ReadonlySet<string>,
): JsonObject {
  const kept = new Set(unnamedRoles(before, named));
  if (kept.size === 0) return signed;
  const [own, old] = [objectOf(signed['delegations']), objectOf(before['delegations'])];
  const roles = listOf(old['roles']).filter(
    ({ name }) => typeof name === 'string' && kept.has(name),
  );
  const used = new Set(
    roles.flatMap(({ keyids }) => (Array.isArray(keyids) ? keyids : [])).filter(isText),
  );
  const keys = Object.entries(objectOf(old['keys'])).filter(([keyid]) => used.has(keyid));
  const delegations = sorted([
    ...Object.entries(own),
    ['keys', sorted([...keys, ...Object.entries(objectOf(own['keys']))])],
    ['roles', [...listOf(own['roles']), ...roles]],
  ]);
  return sorted([...Object.entries(signed), ['delegations', delegations]]);
}

/**
 * A new snapshot that goes on naming what the one before named: a client refuses a snapshot that names fewer files
 * (TUF specification 1.0, section 5.5.5).
 */
export function withKnownMeta(signed: JsonObject, before: JsonObject): JsonObject {
  const meta = sorted([
    ...Object.entries(objectOf(before['meta'])),
    ...Object.entries(objectOf(signed['meta'])),
  ]);
  return { ...signed, meta };
}

function objectOf(value: JsonObject[string] | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: JsonObject[string] | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Members in canonical order; the last of one name counts. */
function sorted(members: readonly (readonly [string, JsonObject[string]])[]): JsonObject {
  return Object.fromEntries([...new Map(members)].toSorted(([a], [b]) => compareCodePoints(a, b)));
}
