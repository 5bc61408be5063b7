import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapped, textsOf, without, withoutName } from '../../../src/audit/edits/members.ts';
import type { JsonValue } from '../../../src/encoding/json.ts';
import { jsonText } from '../../encoding/json-documents.ts';

const values = jsonText.map((text): JsonValue => JSON.parse(text));
const isNull = (value: JsonValue): boolean => value === null;

describe('changes to the members of a value', () => {
  it('that change nothing leave it as it was', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(mapped(value, (one) => one)).toEqual(value);
        expect(textsOf(value, (text) => text)).toEqual(value);
        expect(without(value, () => false)).toEqual(value);
      }),
    );
  });

  it('do not touch the value that was given', () => {
    fc.assert(
      fc.property(values, (value) => {
        const before = structuredClone(value);
        without(value, isNull);
        withoutName(value, 'a');
        textsOf(value, (text) => `${text}x`);
        mapped(value, () => 1);
        expect(value).toEqual(before);
      }),
    );
  });

  it('leave members out at every depth, and entries of a list in their places', () => {
    const value = { a: null, b: [null, { c: null, d: 1 }], e: { f: { g: null } } };
    expect(without(value, isNull)).toEqual({ b: [null, { d: 1 }], e: { f: {} } });
  });

  it('leave a name out wherever it is a member, and keep it where it is a text', () => {
    const value = { name: 1, list: [{ name: 2, other: 'name' }], in: { name: { name: 3 } } };
    expect(withoutName(value, 'name')).toEqual({ list: [{ other: 'name' }], in: {} });
  });

  it('change the outer value before those in it', () => {
    const value = { key: { keyval: 'a' }, list: [{ keyval: 'b' }] };
    const seen: JsonValue[] = [];
    mapped(value, (one) => {
      seen.push(one);
      return one;
    });
    expect(seen).toEqual([value.key, 'a', value.list, value.list[0], 'b']);
  });

  it('change names as well as texts, since a keyid is both, and no numbers', () => {
    const value = { a: ['a', { a: 'b' }], n: 1, t: true, z: null };
    expect(textsOf(value, (text) => text.toUpperCase())).toEqual({
      A: ['A', { A: 'B' }],
      N: 1,
      T: true,
      Z: null,
    });
  });
});
