import { EncodingError } from '../encoding/encoding-error.ts';
import { instantFromMs, parseInstant } from '../encoding/instant.ts';
import { jcs } from '../encoding/jcs.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../encoding/json.ts';
import { StationError } from '../encoding/station-error.ts';
import { utf8 } from '../encoding/utf8.ts';
import { canonicalBytes } from '../tuf/canonical.ts';
import { computeKeyid, keyidsFor } from '../tuf/keyid.ts';

/** What may have been signed in place of what the file holds. */
export interface Edit {
  /** What was done to the file's content, as a stable name. */
  readonly name: string;
  /** As the end of "it verifies …". */
  readonly words: string;
  readonly bytes: Uint8Array;
}

interface Rewrite {
  readonly name: string;
  readonly words: string;
  readonly apply: (signed: JsonObject) => JsonValue;
}

/** Members that the structures of Sigstore's first tools had: what they did not know was lost before they signed. */
const structMembers: ReadonlySet<string> = new Set(
  [
    '_type spec_version version expires consistent_snapshot keys roles targets delegations meta',
    'keyids threshold keytype scheme keyval public keyid_hash_algorithms',
    'name paths path_hash_prefixes terminating length hashes custom',
  ].flatMap((line) => line.split(' ')),
);

/** Members that programs leave out, or write, where they are empty. */
const addedMembers: readonly (readonly [string, JsonValue])[] = [
  ['delegations', null],
  ['delegations', { keys: {}, roles: [] }],
  ['consistent_snapshot', false],
  ['targets', {}],
];

const rewrites: readonly Rewrite[] = [
  {
    name: 'null-members-dropped',
    words: 'without the members that are null',
    apply: (signed) => without(signed, (value) => value === null),
  },
  {
    name: 'empty-members-dropped',
    words: 'without the members that are empty',
    apply: (signed) => without(signed, (value) => value === null || isEmpty(value)),
  },
  {
    name: 'unknown-members-dropped',
    words: 'without the members that the TUF specification does not name',
    apply: (signed) => dropUnknown(signed, 0),
  },
  {
    name: 'hash-algorithms-dropped',
    words: 'without keyid_hash_algorithms',
    apply: (signed) => withoutName(signed, 'keyid_hash_algorithms'),
  },
  {
    name: 'hash-algorithms-added',
    words: 'with keyid_hash_algorithms in every key',
    apply: (signed) => withKeyMember(signed, 'keyid_hash_algorithms', ['sha256', 'sha512']),
  },
  {
    name: 'pem-line-end-dropped',
    words: 'with PEM texts that have no final line end',
    apply: (signed) => textsOf(signed, (text) => (isPem(text) ? text.replace(/\s+$/, '') : text)),
  },
  {
    name: 'pem-line-end-added',
    words: 'with PEM texts that have a final line end',
    apply: (signed) =>
      textsOf(signed, (text) => (isPem(text) ? `${text.replace(/\s+$/, '')}\n` : text)),
  },
  {
    name: 'expiry-normalised',
    words: 'with the expiry in UTC and whole seconds',
    apply: (signed) => withMember(signed, 'expires', wholeSeconds(signed['expires'])),
  },
  {
    name: 'keyid-corrected',
    words: 'with one digit of a keyid changed',
    apply: (signed) => textsOf(signed, correction(signed)),
  },
  {
    name: 'keyids-computed',
    words: 'with keyids as they are computed from the keys',
    apply: (signed) => textsOf(signed, computed(signed)),
  },
  ...addedMembers.map(([name, value]): Rewrite => ({
    name: value === null ? 'null-member-added' : 'empty-member-added',
    words: `with the member ${name}: ${JSON.stringify(value)}`,
    apply: (signed) => (Object.hasOwn(signed, name) ? signed : withMember(signed, name, value)),
  })),
];

/** Forms in which other programs write the same content before they sign it. */
const forms: readonly { name: string; words: string; write: (value: JsonValue) => Uint8Array }[] = [
  { name: 'rfc-8785', words: 'in the form of RFC 8785', write: (value) => jcs(value) },
  {
    name: 'html-escaped',
    words: 'in the form that Go writes, with escapes for HTML',
    write: (value) => utf8(htmlEscaped(new TextDecoder().decode(jcs(value)))),
  },
  {
    name: 'order-of-the-file',
    words: 'in the order of the file, without white space',
    write: (value) => utf8(JSON.stringify(value)),
  },
  {
    name: 'final-line-end',
    words: 'in canonical form with a line end after it',
    write: (value) => utf8(`${new TextDecoder().decode(canonicalBytes(value))}\n`),
  },
];

/**
 * The small set of edits that published history shows: each by itself, then two together, then other canonical
 * forms. Each distinct content once, and never the one in the file.
 */
export function editsOf(signed: JsonObject, signedBytes: Uint8Array): readonly Edit[] {
  const seen = new Set([keyOf(signedBytes)]);
  const edits: Edit[] = [];
  const add = (name: string, words: string, write: () => Uint8Array): void => {
    const bytes = written(write);
    if (bytes === null || seen.has(keyOf(bytes))) return;
    seen.add(keyOf(bytes));
    edits.push({ name, words, bytes });
  };
  const singles = rewrites.map((rewrite) => ({ rewrite, value: rewrite.apply(signed) }));
  for (const { rewrite, value } of singles) {
    add(rewrite.name, rewrite.words, () => canonicalBytes(value));
  }
  for (const { name, words, write } of forms) add(name, words, () => write(signed));
  for (const { rewrite: first, value } of singles) {
    if (!isJsonObject(value)) continue;
    for (const second of rewrites) {
      add(`${first.name}, ${second.name}`, `${first.words} and ${second.words}`, () =>
        canonicalBytes(second.apply(value)),
      );
    }
    for (const { name, words, write } of forms) {
      add(`${first.name}, ${name}`, `${first.words} and ${words}`, () => write(value));
    }
  }
  return edits;
}

function written(write: () => Uint8Array): Uint8Array | null {
  try {
    return write();
  } catch (error) {
    if (error instanceof StationError) return null;
    throw error;
  }
}

function keyOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

function mapped(value: JsonValue, change: (value: JsonValue) => JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map((entry) => mapped(change(entry), change));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mapped(change(member), change)]),
  );
}

function without(value: JsonValue, drops: (value: JsonValue) => boolean): JsonValue {
  if (isJsonArray(value)) return value.map((entry) => without(entry, drops));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => !drops(member))
      .map(([name, member]) => [name, without(member, drops)]),
  );
}

function withoutName(value: JsonValue, dropped: string): JsonValue {
  if (isJsonArray(value)) return value.map((entry) => withoutName(entry, dropped));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== dropped)
      .map(([name, member]) => [name, withoutName(member, dropped)]),
  );
}

/** Members below `keys`, `roles`, `targets`, `meta`, `hashes` and `custom` are names, not members of a structure. */
function dropUnknown(value: JsonValue, depth: number, isTable = false): JsonValue {
  if (isJsonArray(value)) return value.map((entry) => dropUnknown(entry, depth + 1));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => isTable || structMembers.has(name))
      .map(([name, member]) => {
        const tables = ['keys', 'roles', 'targets', 'meta', 'hashes', 'custom'];
        return [name, dropUnknown(member, depth + 1, !isTable && tables.includes(name))];
      }),
  );
}

function withMember(signed: JsonObject, name: string, value: JsonValue | undefined): JsonObject {
  return value === undefined ? signed : { ...signed, [name]: value };
}

function withKeyMember(signed: JsonObject, name: string, value: JsonValue): JsonValue {
  return mapped(signed, (member) =>
    isJsonObject(member) && 'keyval' in member ? { ...member, [name]: value } : member,
  );
}

/** Changes every text, names of members too: a keyid is both. */
function textsOf(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === 'string') return change(value);
  if (isJsonArray(value)) return value.map((entry) => textsOf(entry, change));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [change(name), textsOf(member, change)]),
  );
}

/** Of a keyid that the key does not give, and that differs from the one it gives by one digit: the other one. */
function correction(signed: JsonObject): (text: string) => string {
  const right = new Map(
    [...keyObjects(signed)].flatMap(([keyid, object]) => {
      const own = keyidsFor(object).find((one) => differsByOne(one.keyid, keyid));
      return own === undefined ? [] : [[keyid, own.keyid] as const];
    }),
  );
  const keyids = [...keyObjects(signed)].map(([keyid]) => keyid);
  return (text) => {
    const computedText = right.get(text);
    if (computedText !== undefined) return computedText;
    if (!/^[0-9a-f]{64}$/.test(text) || keyids.includes(text)) return text;
    return keyids.find((keyid) => differsByOne(keyid, text)) ?? text;
  };
}

function computed(signed: JsonObject): (text: string) => string {
  const own = new Map(
    [...keyObjects(signed)].map(([keyid, object]) => [keyid, computeKeyid(object)]),
  );
  return (text) => own.get(text) ?? text;
}

function* keyObjects(signed: JsonObject): Generator<readonly [string, JsonObject]> {
  const delegations = signed['delegations'];
  const lists = [signed['keys'], isJsonObject(delegations) ? delegations['keys'] : undefined];
  for (const list of lists) {
    for (const [keyid, object] of isJsonObject(list) ? Object.entries(list) : []) {
      if (isJsonObject(object)) yield [keyid, object];
    }
  }
}

/** True for two texts of one length that differ in exactly one place. */
export function differsByOne(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let differences = 0;
  for (let index = 0; index < left.length && differences < 2; index += 1) {
    if (left[index] !== right[index]) differences += 1;
  }
  return differences === 1;
}

function isEmpty(value: JsonValue): boolean {
  if (isJsonArray(value)) return value.length === 0;
  return value === '' || (isJsonObject(value) && Object.keys(value).length === 0);
}

function isPem(text: string): boolean {
  return text.startsWith('-----BEGIN ');
}

function wholeSeconds(value: JsonValue | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const { ms } = parseInstant(value);
    return instantFromMs(Math.floor(ms / 1000) * 1000).text;
  } catch (error) {
    if (error instanceof EncodingError) return undefined;
    throw error;
  }
}

function htmlEscaped(text: string): string {
  return text.replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
