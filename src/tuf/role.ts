import type { JsonObject } from '../encoding/json.ts';
import {
  integerMember,
  type Member,
  memberOf,
  memberPlace,
  objectMember,
  textMember,
} from './member.ts';
import { listMember } from './null-member.ts';
import { type Oddity, unknownMembers } from './oddity.ts';
import { TufError } from './tuf-error.ts';

/** Who may sign for a role, and how many of them have to (TUF specification 1.0, section 4.3). */
export interface Role {
  /** Each once, in the order of the file. A key for it may be missing. */
  readonly keyids: readonly string[];
  /** At least 1. May be more than there are keys: then nobody can ever meet it. */
  readonly threshold: number;
}

/** The four roles that every root names. */
export const topRoles = ['root', 'targets', 'snapshot', 'timestamp'] as const;
export type TopRole = (typeof topRoles)[number];

const mostKeyids = 1024;

/**
 * Reads the keyids and the threshold of a role.
 * @throws TufError `tuf.role` if one is missing or malformed, or if a keyid stands twice
 */
export function parseRole(
  member: Member,
  oddities: Oddity[] = [],
): { readonly role: Role; readonly object: JsonObject } {
  const object = objectMember(member, 'tuf.role');
  const list = memberOf(object, 'keyids', member.place);
  const keyids = listMember(list, mostKeyids, 'tuf.role', oddities).map((value, index) =>
    textMember({ value, place: memberPlace(list.place, index) }, 256, 'tuf.role'),
  );
  const repeated = keyids.findIndex((keyid, index) => keyids.indexOf(keyid) !== index);
  if (repeated !== -1) {
    throw new TufError('tuf.role', 'a keyid stands twice in one role', {
      expected: 'every keyid once',
      found: 'the same again',
      place: memberPlace(list.place, repeated),
      hint: 'Readers could count one key twice. Have the file made again.',
    });
  }
  const threshold = integerMember(memberOf(object, 'threshold', member.place), 1, 'tuf.role');
  return { role: { keyids, threshold }, object };
}

/** Members of a role's object that the specification does not name. */
export function roleOddities(object: JsonObject, place: string): readonly Oddity[] {
  return unknownMembers(object, ['keyids', 'threshold'], place);
}
