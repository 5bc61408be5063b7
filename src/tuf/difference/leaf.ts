import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../encoding/json.ts';
import { topRoles } from '../role.ts';

/** Member names and indexes from the signed part down to one value. */
export type LeafPath = readonly (string | number)[];

/** One value of a signed part that holds no other: a text, number, true, false, null, or an empty list or object. */
export interface Leaf {
  /** The path as JSON text, which no two leaves share. */
  readonly key: string;
  readonly path: LeafPath;
  /** The value as JSON text. */
  readonly json: string;
  /** The value for a person: a text without quotes, everything else as JSON text. */
  readonly text: string;
}

/**
 * Every leaf of a root's signed part, by its key, in the order of the file. Together they say all that the signed
 * part says, but for the order of the keyids of a role: a keyid is a leaf by what it is, not by its place, since
 * a role's keys are a set.
 */
export function leavesOf(signed: JsonObject): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  collect(signed, [], leaves);
  return leaves;
}

/** The key of the leaf at that path. */
export function leafKey(path: LeafPath): string {
  return JSON.stringify(path);
}

/** True for the path of one keyid of one of the four roles. */
export function isRoleKeyid([first, role, member, , ...rest]: LeafPath): boolean {
  return (
    first === 'roles' &&
    member === 'keyids' &&
    rest.length === 0 &&
    topRoles.some((name) => name === role)
  );
}

/** `roles.root.threshold`, as a person reads a path; long names are cut. */
export function pathText(path: LeafPath): string {
  return path
    .map((step) => (typeof step === 'string' && step.length > 80 ? `${step.slice(0, 79)}…` : step))
    .join('.');
}

function collect(value: JsonValue, path: LeafPath, leaves: Map<string, Leaf>): void {
  if (isJsonObject(value)) {
    const members = Object.entries(value);
    for (const [name, member] of members) collect(member, [...path, name], leaves);
    if (members.length > 0) return;
  }
  if (isJsonArray(value) && value.length > 0) {
    for (const [index, entry] of value.entries()) {
      const byValue = typeof entry === 'string' && isRoleKeyid([...path, entry]);
      collect(entry, [...path, byValue ? entry : index], leaves);
    }
    return;
  }
  const key = leafKey(path);
  const json = JSON.stringify(value);
  leaves.set(key, { key, path, json, text: typeof value === 'string' ? value : json });
}
