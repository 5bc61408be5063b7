import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/encoding/json.ts';
import {
  arrayMember,
  booleanMember,
  integerMember,
  type Member,
  memberOf,
  memberPlace,
  objectMember,
  textMember,
} from '../../src/tuf/member.ts';

describe('places', () => {
  test('are a file and a path', () => {
    const signed = memberPlace('root.json', 'signed');
    expect(signed).toBe('root.json, in $.signed');
    expect(memberPlace(memberPlace(signed, 'keyids'), 3)).toBe('root.json, in $.signed.keyids[3]');
  });

  test.each([
    ['x-note', 'f, in $.x-note'],
    ['a b', 'f, in $["a b"]'],
    ['', 'f, in $[""]'],
    ['"\n', 'f, in $["\\"\\n"]'],
    ['1.root.json', 'f, in $["1.root.json"]'],
    ['n'.repeat(500), `f, in $["${'n'.repeat(79)}…"]`],
  ])('of the name %j', (name, place) => {
    expect(memberPlace('f', name)).toBe(place);
  });
});

function of(value?: JsonValue): Member {
  return { value, place: 'f, in $.m' };
}

describe('members', () => {
  test('are given as they are', () => {
    expect(memberOf({ m: 1 }, 'm', 'f')).toEqual({ value: 1, place: 'f, in $.m' });
    expect(memberOf({}, 'm', 'f').value).toBeUndefined();
    expect(objectMember(of({ a: 1 }))).toEqual({ a: 1 });
    expect(arrayMember(of([1]), 1)).toEqual([1]);
    expect(textMember(of('text'))).toBe('text');
    expect(integerMember(of(0), 0)).toBe(0);
    expect(booleanMember(of(false))).toBe(false);
  });

  test.each<[string, () => unknown, string, string]>([
    ['missing', () => objectMember(of()), 'an object', 'nothing'],
    ['null', () => objectMember(of(null)), 'an object', 'null'],
    ['a list for an object', () => objectMember(of([1, 2])), 'an object', 'an array of 2'],
    ['an object for a list', () => arrayMember(of({}), 1), 'an array', 'an object'],
    ['a long list', () => arrayMember(of([1, 2]), 1), 'at most 1 entries', 'an array of 2'],
    ['a number for a text', () => textMember(of(7)), 'a text', 'the number 7'],
    [
      'a long text',
      () => textMember(of('secret'), 5),
      'at most 5 characters',
      'a text of 6 characters',
    ],
    [
      'a text for a number',
      () => integerMember(of('7'), 0),
      'a whole number from 0 on',
      'a text of 1 characters',
    ],
    ['a small number', () => integerMember(of(0), 1), 'a whole number from 1 on', 'the number 0'],
    ['a fraction', () => integerMember(of(1.5), 1), 'a whole number from 1 on', 'the number 1.5'],
    ['a number for a word', () => booleanMember(of(1)), 'true or false', 'the number 1'],
    ['a word for an object', () => objectMember(of(true)), 'an object', 'true'],
  ])('%s: the error says both sides, by their kind', (_, read, expected, found) => {
    expect(read).toThrow(
      expect.objectContaining({ code: 'tuf.member', place: 'f, in $.m', expected, found }),
    );
  });

  test('an error takes the code of the reader', () => {
    expect(() => textMember(of(), 5, 'tuf.role')).toThrow(
      expect.objectContaining({ code: 'tuf.role', message: 'a member is missing' }),
    );
  });
});
