import type { JsonObject, JsonValue } from '../encoding/json.ts';
import { arrayMember, type Member, objectMember } from './member.ts';
import type { Oddity } from './oddity.ts';
import type { TufErrorCode } from './tuf-error.ts';

/**
 * A list that may be null: programs in Go write an empty one so. It is signed as null, and means no entries.
 * @throws TufError as `arrayMember`
 */
export function listMember(
  member: Member,
  most: number,
  code: TufErrorCode,
  oddities: Oddity[],
): readonly JsonValue[] {
  if (member.value !== null) return arrayMember(member, most, code);
  oddities.push(nullOddity(member));
  return [];
}

/**
 * An object that may be null, in the same way.
 * @throws TufError as `objectMember`
 */
export function tableMember(member: Member, oddities: Oddity[]): JsonObject {
  if (member.value !== null) return objectMember(member);
  oddities.push(nullOddity(member));
  return {};
}

function nullOddity({ place }: Member): Oddity {
  return { code: 'metadata.null-member', place, found: 'null' };
}
