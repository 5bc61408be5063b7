import { type KeyList, parseKeyList } from './key-list.ts';
import {
  arrayMember,
  booleanMember,
  type Member,
  memberOf,
  memberPlace,
  textMember,
  objectMember,
} from './member.ts';
import { type Oddity, unknownMembers } from './oddity.ts';
import { parseRole, type Role } from './role.ts';
import { TufError } from './tuf-error.ts';

/** Names that a targets role hands on to other keys (TUF specification 1.0, section 4.5). */
export interface DelegatedRole extends Role {
  readonly name: string;
  /** Patterns of target paths, or null where the role is given hash prefixes instead. */
  readonly paths: readonly string[] | null;
  readonly pathHashPrefixes: readonly string[] | null;
  readonly terminating: boolean;
}

export interface Delegations extends KeyList {
  /** In the order of the file, which is their priority. */
  readonly roles: readonly DelegatedRole[];
}

const mostRoles = 4096;
const mostPaths = 65_536;

/**
 * Reads `delegations` of a targets role: key objects and roles by name.
 * @throws TufError `tuf.role` for a role without a name or paths, or two of one name; `tuf.member` otherwise
 */
export function parseDelegations(member: Member): Delegations {
  const object = objectMember(member);
  const list = parseKeyList(memberOf(object, 'keys', member.place));
  const oddities: Oddity[] = [
    ...unknownMembers(object, ['keys', 'roles'], member.place),
    ...list.oddities,
  ];
  const rolesMember = memberOf(object, 'roles', member.place);
  const roles = arrayMember(rolesMember, mostRoles, 'tuf.role').map((value, index) => {
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
  return { keys: list.keys, unusable: list.unusable, roles, oddities };
}

function parseDelegatedRole(member: Member, oddities: Oddity[]): DelegatedRole {
  const { role, object } = parseRole(member);
  const paths = patterns(memberOf(object, 'paths', member.place));
  const pathHashPrefixes = patterns(memberOf(object, 'path_hash_prefixes', member.place));
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
    name: textMember(memberOf(object, 'name', member.place), 256, 'tuf.role'),
    paths,
    pathHashPrefixes,
    terminating: booleanMember(memberOf(object, 'terminating', member.place), 'tuf.role'),
  };
}

function patterns(member: Member): readonly string[] | null {
  if (member.value === undefined) return null;
  return arrayMember(member, mostPaths, 'tuf.role').map((value, index) =>
    textMember({ value, place: memberPlace(member.place, index) }, 4096, 'tuf.role'),
  );
}
