import { type Sha256Hex, sha256Hex } from '../encoding/digest.ts';
import type { JsonObject, JsonValue } from '../encoding/json.ts';
import { canonicalBytes } from './canonical.ts';

/**
 * How a keyid was computed: SHA-256 over the canonical form of
 * - `three-members`: keytype, scheme and keyval, as today's libraries and this station do;
 * - `with-hash-algorithms`: these and `keyid_hash_algorithms` with sha256 and sha512, as libraries did until 2022;
 * - `whole-object`: every member that the key object has, so that a note beside the key changes the keyid.
 */
export type KeyidRecipe = 'three-members' | 'with-hash-algorithms' | 'whole-object';

/** The keyid that this station gives a key: recipe `three-members`. */
export function computeKeyid(object: JsonObject): Sha256Hex {
  return digestOf(coreMembers(object));
}

/**
 * The recipe that gives this keyid for this key object, or null if none does. A keyid is only a name
 * (TUF specification 1.0, section 4.2.1): one that no recipe gives is odd, and still works.
 * Where the object has no further members, two recipes give the same keyid; the first in the list is named.
 */
export function recipeOf(keyid: string, object: JsonObject): KeyidRecipe | null {
  return recipes.find(({ members }) => digestOf(members(object)) === keyid)?.recipe ?? null;
}

/** The keyids that the known recipes give for a key object. */
export function keyidsFor(
  object: JsonObject,
): readonly { readonly recipe: KeyidRecipe; readonly keyid: Sha256Hex }[] {
  return recipes.map(({ recipe, members }) => ({ recipe, keyid: digestOf(members(object)) }));
}

const hashAlgorithms: JsonValue = ['sha256', 'sha512'];

/** What each recipe takes of a key object, today's first. */
const recipes: readonly {
  readonly recipe: KeyidRecipe;
  readonly members: (object: JsonObject) => JsonObject;
}[] = [
  { recipe: 'three-members', members: coreMembers },
  {
    recipe: 'with-hash-algorithms',
    members: (object) => ({ ...coreMembers(object), keyid_hash_algorithms: hashAlgorithms }),
  },
  { recipe: 'whole-object', members: (object) => object },
];

function coreMembers(object: JsonObject): JsonObject {
  const core: Record<string, JsonValue> = {};
  for (const name of ['keytype', 'scheme', 'keyval']) {
    const value = object[name];
    if (value !== undefined) core[name] = value;
  }
  return core;
}

function digestOf(object: JsonObject): Sha256Hex {
  return sha256Hex(canonicalBytes(object));
}
