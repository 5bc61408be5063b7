import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../encoding/json.ts';
import { TufError, type TufErrorCode } from './tuf-error.ts';

/** A value of a file, with the path at which it stands, so that every error can name its place. */
export interface Member {
  readonly value: JsonValue | undefined;
  /** The file, then the path of the member: `root.json, in $.signed.version`. */
  readonly place: string;
}

/** The member of that name; its value is undefined where there is none. */
export function memberOf(object: JsonObject, name: string, place: string): Member {
  return { value: object[name], place: memberPlace(place, name) };
}

/** The place one member further down. Long names are cut, since a hostile file chooses them. */
export function memberPlace(place: string, step: string | number): string {
  const root = place.includes(', in $') ? place : `${place}, in $`;
  if (typeof step === 'number') return `${root}[${step}]`;
  if (/^[A-Za-z_][\w-]{0,79}$/.test(step)) return `${root}.${step}`;
  return `${root}[${JSON.stringify(step.length > 80 ? `${step.slice(0, 79)}…` : step)}]`;
}

/** @throws TufError if the member is missing or no object */
export function objectMember(member: Member, code: TufErrorCode = 'tuf.member'): JsonObject {
  if (isJsonObject(member.value)) return member.value;
  throw wrongMember(member, 'an object', code);
}

/** @throws TufError if the member is missing, no array, or longer than `most` */
export function arrayMember(
  member: Member,
  most: number,
  code: TufErrorCode = 'tuf.member',
): readonly JsonValue[] {
  if (!isJsonArray(member.value)) throw wrongMember(member, 'an array', code);
  if (member.value.length > most) throw wrongMember(member, `at most ${most} entries`, code);
  return member.value;
}

/** @throws TufError if the member is missing, no text, or longer than `most` characters */
export function textMember(member: Member, most = 4096, code: TufErrorCode = 'tuf.member'): string {
  if (typeof member.value !== 'string') throw wrongMember(member, 'a text', code);
  if (member.value.length > most) throw wrongMember(member, `at most ${most} characters`, code);
  return member.value;
}

/** @throws TufError if the member is missing, or no whole number from `least` on */
export function integerMember(
  member: Member,
  least: number,
  code: TufErrorCode = 'tuf.member',
): number {
  if (typeof member.value === 'number' && Number.isSafeInteger(member.value)) {
    if (member.value >= least) return member.value;
  }
  throw wrongMember(member, `a whole number from ${least} on`, code);
}

/** @throws TufError if the member is missing, or neither true nor false */
export function booleanMember(member: Member, code: TufErrorCode = 'tuf.member'): boolean {
  if (typeof member.value === 'boolean') return member.value;
  throw wrongMember(member, 'true or false', code);
}

/** The error for a member that is not what it has to be. What is found is named by its kind, never repeated. */
export function wrongMember(
  member: Member,
  expected: string,
  code: TufErrorCode = 'tuf.member',
): TufError {
  return new TufError(
    code,
    member.value === undefined ? 'a member is missing' : 'a member is not what it has to be',
    {
      expected,
      found: kindOf(member.value),
      place: member.place,
      hint: 'The file was damaged or made by another tool. Take it from its source again.',
    },
  );
}

function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (isJsonArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  return String(value);
}
