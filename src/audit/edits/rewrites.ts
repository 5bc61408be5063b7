import { EncodingError } from '../../encoding/encoding-error.ts';
import { instantFromMs, parseInstant } from '../../encoding/instant.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../encoding/json.ts';
import { computed, correction } from './keyids.ts';
import { mapped, textsOf, without, withoutName } from './members.ts';

/** Something that a program does to content before it signs it. */
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

/** What programs were seen to do, in the order in which it is tried. */
export const rewrites: readonly Rewrite[] = [
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
