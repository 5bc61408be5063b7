import { type KeyList, parseKeyList } from './key-list.ts';
import {
  arrayMember,
  booleanMember,
  integerMember,
  type Member,
  memberOf,
  memberPlace,
  textMember,
  objectMember,
  wrongMember,
} from './member.ts';
import { listMember } from './null-member.ts';
import { type Oddity, unknownMembers } from './oddity.ts';
import { parseRole, type Role, topRoles } from './role.ts';
import { TufError } from './tuf-error.ts';

/** Names that a targets role hands on to other keys (TUF specification 1.0, section 4.5). */
export interface DelegatedRole extends Role {
  readonly name: string;
  /** Patterns of target paths, or null where the role is given hash prefixes instead. */
  readonly paths: readonly string[] | null;
  readonly pathHashPrefixes: readonly string[] | null;
  readonly terminating: boolean;
}

/** All names, handed to equal bins by the digest of a target's path: one rule in place of many roles (TAP 15). */
export interface SuccinctRoles extends Role {
  /** 1 to 32: there are two to the power of this many bins. */
  readonly bitLength: number;
  /** Bins are called by it, a hyphen and their number in hexadecimal digits. */
  readonly namePrefix: string;
}

export interface Delegations extends KeyList {
  /** In the order of the file, which is their priority. */
  readonly roles: readonly DelegatedRole[];
  /** In place of `roles`; null where roles are listed. */
  readonly succinct: SuccinctRoles | null;
}

const mostRoles = 4096;
const mostPaths = 65_536;

/**
 * Reads `delegations` of a targets role: key objects and roles by name.
 * @throws TufError `tuf.role` for a role without a name or paths, two of one name or the name of a top-level role, or
 *   bins beside roles;
 *   `tuf.member` otherwise
 */
export function parseDelegations(member: Member): Delegations {
  const object = objectMember(member);
  const list = parseKeyList(memberOf(object, 'keys', member.place));
  const oddities: Oddity[] = [
    ...unknownMembers(object, ['keys', 'roles', 'succinct_roles'], member.place),
    ...list.oddities,
  ];
  const succinct = parseSuccinct(memberOf(object, 'succinct_roles', member.place), oddities);
  const rolesMember = memberOf(object, 'roles', member.place);
  if (succinct !== null && rolesMember.value !== undefined && rolesMember.value !== null) {
    throw new TufError('tuf.role', 'delegations have both roles and bins', {
      expected: 'one of roles and succinct_roles',
      found: 'both',
      place: member.place,
      hint: 'Readers could follow the one or the other. Have the file made again.',
    });
  }
  const listed = succinct === null ? listMember(rolesMember, mostRoles, 'tuf.role', oddities) : [];
  const roles = listed.map((value, index) => {
    const place = memberPlace(rolesMember.place, index);
    return parseDelegatedRole({ value, place }, oddities);
  });
  const names = new Set(roles.map(({ name }) => name));
  if (names.size < roles.length) {
    throw new TufError('tuf.role', 'two delegated roles have one name', {
      expected: 'every name once',
      found: `${roles.length} roles with ${names.size} names`,
      place: rolesMember.place,
      hint: 'Readers could take the one or the other. Have the file made again.',
    });
  }
  return { keys: list.keys, unusable: list.unusable, roles, succinct, oddities };
}

function parseSuccinct(member: Member, oddities: Oddity[]): SuccinctRoles | null {
  if (member.value === undefined || member.value === null) return null;
  const { role, object } = parseRole(member, oddities);
  const known = ['keyids', 'threshold', 'bit_length', 'name_prefix'];
  oddities.push(...unknownMembers(object, known, member.place));
  const bits = memberOf(object, 'bit_length', member.place);
  const bitLength = integerMember(bits, 1, 'tuf.role');
  if (bitLength > 32) throw wrongMember(bits, 'a whole number from 1 to 32', 'tuf.role');
  const prefix = memberOf(object, 'name_prefix', member.place);
  return { ...role, bitLength, namePrefix: textMember(prefix, 256, 'tuf.role') };
}

function parseDelegatedRole(member: Member, oddities: Oddity[]): DelegatedRole {
  const { role, object } = parseRole(member, oddities);
  const paths = patterns(memberOf(object, 'paths', member.place));
  const pathHashPrefixes = patterns(memberOf(object, 'path_hash_prefixes', member.place));
  const terminating = memberOf(object, 'terminating', member.place);
  if ((paths === null) === (pathHashPrefixes === null)) {
    throw new TufError('tuf.role', 'a delegated role has to have either paths or hash prefixes', {
      expected: 'one of paths and path_hash_prefixes',
      found: paths === null ? 'none' : 'both',
      place: member.place,
      hint: 'Have the file made again.',
    });
  }
  oddities.push(
    ...unknownMembers(
      object,
      ['name', 'keyids', 'threshold', 'paths', 'path_hash_prefixes', 'terminating'],
      member.place,
    ),
  );
  return {
    ...role,
    name: delegatedName(memberOf(object, 'name', member.place)),
    paths,
    pathHashPrefixes,
    terminating: booleanMember(terminating, 'tuf.role'),
  };
}

/** Clients could take the one file for the other, and refuse it. */
function delegatedName(member: Member): string {
  const name = textMember(member, 256, 'tuf.role');
  if (topRoles.every((top) => top !== name)) return name;
  throw new TufError('tuf.role', 'a delegated role has the name of a top-level role', {
    expected: 'a name of its own',
    found: name,
    place: member.place,
    hint: 'Readers could take the one role for the other. Have the file made again.',
  });
}

function patterns(member: Member): readonly string[] | null {
  if (member.value === undefined || member.value === null) return null;
  return arrayMember(member, mostPaths, 'tuf.role').map((value, index) =>
    textMember({ value, place: memberPlace(member.place, index) }, 4096, 'tuf.role'),
  );
}
