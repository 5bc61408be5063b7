import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { jcs } from '../../src/encoding/jcs.ts';
import { type JsonValue, parseJson } from '../../src/encoding/json.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { jsonMembers } from './json-documents.ts';
import { thrown } from './thrown.ts';

function canonical(text: string): string {
  return fromUtf8(jcs(parseJson(utf8(text), 'test.json')));
}

function objectText(members: readonly (readonly [string, unknown])[]): string {
  const texts = members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${texts.join(',')}}`;
}

describe('jcs', () => {
  it('sorts, escapes and writes numbers as RFC 8785, section 3.2.2 to 3.2.4 show', () => {
    const text = String.raw`{
      "numbers": [333333333.33333329, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonical(text)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts by UTF-16 units (RFC 8785, section 3.2.3)', () => {
    const text = String.raw`{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}`;
    expect(canonical(text)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it('keeps members that mean something to JavaScript', () => {
    expect(canonical('{"toJSON":1,"__proto__":{"b":1,"a":2}}')).toBe(
      '{"__proto__":{"a":2,"b":1},"toJSON":1}',
    );
  });

  it('is the same for the same members in any order, and for itself', () => {
    const orders = jsonMembers.chain((members) =>
      fc.tuple(fc.constant(members), fc.shuffledSubarray(members, { minLength: members.length })),
    );
    fc.assert(
      fc.property(orders, ([members, shuffled]) => {
        const once = canonical(objectText(members));
        expect(canonical(objectText(shuffled))).toBe(once);
        expect(canonical(once)).toBe(once);
      }),
    );
  });

  it.each<[string, JsonValue]>([
    ['NaN', Number.NaN],
    ['an infinity', [Number.POSITIVE_INFINITY]],
    ['half a character', { a: '\ud800' }],
    ['half a character in a name', { '\udc00': 1 }],
  ])('has no form for %s', (_, value) => {
    expect(thrown(EncodingError, () => jcs(value)).code).toBe('encoding.jcs');
  });
});
