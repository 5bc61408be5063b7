import { readdirSync } from 'node:fs';
import { canonicalize } from '@tufjs/canonical-json';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes } from '../../src/encoding/bytes.ts';
import type { JsonValue } from '../../src/encoding/json.ts';
import { fromUtf8, utf8 } from '../../src/encoding/utf8.ts';
import { canonicalBytes } from '../../src/tuf/canonical.ts';
import { compareCodePoints } from '../../src/tuf/code-points.ts';
import { TufError } from '../../src/tuf/tuf-error.ts';
import { draftOf, fixture } from './fixtures.ts';

const text = (value: JsonValue): string => fromUtf8(canonicalBytes(value));

describe('the canonical form', () => {
  test.each<[JsonValue, string]>([
    [null, 'null'],
    [true, 'true'],
    [0, '0'],
    [-0, '0'],
    [-9007199254740991, '-9007199254740991'],
    ['', '""'],
    [[], '[]'],
    [{}, '{}'],
    [{ b: [1, { d: null, c: false }], a: 'x' }, '{"a":"x","b":[1,{"c":false,"d":null}]}'],
    [{ '': 1, '"': 2, '\\': 3 }, '{"":1,"\\"":2,"\\\\":3}'],
  ])('of %j', (value, expected) => {
    expect(text(value)).toBe(expected);
  });

  test('escapes quote and backslash and nothing else', () => {
    expect(text('a"b\\c\nd\te\u0000f/gé€𝄞')).toBe('"a\\"b\\\\c\nd\te\u0000f/gé€𝄞"');
  });

  test('leaves the line feeds of a PEM key raw', () => {
    const { signed } = fixture('root_history/9.root.json');
    expect(fromUtf8(canonicalBytes(signed))).toContain('-----BEGIN PUBLIC KEY-----\nMFkwEwYH');
  });

  test('sorts members by code point where JavaScript would sort by unit', () => {
    expect(text({ '𐀀': 1, '\uffff': 2, '\ue000': 3, a: 4 })).toBe(
      '{"a":4,"\ue000":3,"\uffff":2,"𐀀":1}',
    );
  });

  test('keeps the member __proto__', () => {
    const object = JSON.parse('{"__proto__":1,"a":2}') as JsonValue;
    expect(text(object)).toBe('{"__proto__":1,"a":2}');
  });

  test('refuses a member without a value, where JSON would drop it', () => {
    const object = { a: 1, b: undefined } as unknown as JsonValue;
    expect(() => canonicalBytes(object)).toThrow(TufError);
  });

  test('of long texts of every kind', () => {
    const long = ['x', '"', 'é'].map((letter) => letter.repeat(20_000));
    expect(text(long)).toBe(canonicalize(long));
  });

  test.each<[string, JsonValue]>([
    ['a fraction', 1.5],
    ['an unsafe integer', 2 ** 53],
    ['infinity', Number.POSITIVE_INFINITY],
    ['no number', Number.NaN],
    ['half a character', 'a\ud800b'],
    ['half a character in a name', { '\udc00': 1 }],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalBytes({ deep: [value] })).toThrow(TufError);
    expect(() => canonicalBytes(value)).toThrow(expect.objectContaining({ code: 'tuf.canonical' }));
  });

  test('refuses depth that could exhaust the stack', () => {
    let value: JsonValue = [];
    for (let level = 0; level < 127; level++) value = [value];
    expect(canonicalBytes(value)).toHaveLength(256);
    expect(() => canonicalBytes([value])).toThrow(TufError);
    for (let level = 0; level < 20_000; level++) value = { a: value };
    expect(() => canonicalBytes(value)).toThrow(TufError);
  });
});

describe('beside @tufjs/canonical-json', () => {
  const paths = [
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((version) => `root_history/${version}.root.json`),
    ...['2021-06-18', '2022-07-12'].flatMap((date) =>
      repositoryFiles(date).map((name) => `ceremony/${date}/repository/${name}`),
    ),
  ];

  test.each(paths)('the signed bytes of %s', (path) => {
    const theirs = utf8(canonicalize(draftOf(path).signed));
    expect(equalBytes(fixture(path).signedBytes, theirs)).toBe(true);
  });

  test('any JSON of integers, but for the order of names beyond U+D800', () => {
    const name = fc.string({ unit: 'grapheme' }).filter((text) => !/[\ud800-\uffff]/.test(text));
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeInteger(),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom('"', '\\', '\n', 'a') }),
        fc.array(tie('value')),
        fc.dictionary(name, tie('value')),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => {
        expect(fromUtf8(canonicalBytes(json))).toBe(canonicalize(json));
      }),
      { numRuns: 300 },
    );
  });

  test('names beyond U+FFFF are where they differ: they sort by UTF-16 unit', () => {
    const object = { '𐀀': 1, '\uffff': 2 };
    expect(text(object)).toBe('{"\uffff":2,"𐀀":1}');
    expect(canonicalize(object)).toBe('{"𐀀":1,"\uffff":2}');
  });
});

describe('the order of names', () => {
  test('is that of their UTF-8 bytes', () => {
    const name = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(name, name, (left, right) => {
        expect(Math.sign(compareCodePoints(left, right))).toBe(byEncoding(left, right));
      }),
      {
        numRuns: 2000,
        examples: [
          ['\uffff', '𐀀'],
          ['a', 'ab'],
          ['𐀀', '𐀁'],
        ],
      },
    );
  });

  test('does not depend on whether the platform could write it or not', () => {
    const text = fc.string({
      unit: fc.constantFrom('"', '\\', '\n', '\0', '\u001f', 'u', 'n', 'é', 'a'),
    });
    const object = fc.dictionary(text, fc.oneof(text, fc.constant(-0), fc.array(text)), {
      minKeys: 2,
    });
    fc.assert(
      fc.property(object, (members) => {
        const sorted = Object.entries(members).toSorted(([left], [right]) =>
          compareCodePoints(left, right),
        );
        const expected = `{${sorted.map(([name, value]) => `${canonicalize(name)}:${canonicalize(value)}`).join(',')}}`;
        expect(fromUtf8(canonicalBytes(Object.fromEntries(sorted)))).toBe(expected);
        expect(fromUtf8(canonicalBytes(Object.fromEntries(sorted.toReversed())))).toBe(expected);
        // A name above all surrogates sends the same members the other way.
        const whole = fromUtf8(canonicalBytes(Object.fromEntries([...sorted, ['\uffff', 0]])));
        expect(whole).toBe(`${expected.slice(0, -1)},"\uffff":0}`);
      }),
    );
  });

  test('puts numbers as names where their digits belong, and not where the engine has them', () => {
    expect(text({ 10: 1, 9: 2, '1a': 3, '': 4 })).toBe('{"":4,"10":1,"1a":3,"9":2}');
  });

  test('refuses half a character in an object that is in order', () => {
    expect(() => canonicalBytes({ a: 'x\udfff', b: 1 })).toThrow(TufError);
    expect(() => canonicalBytes({ a: '\\ud800', b: '\\u001f' })).not.toThrow();
    expect(text({ a: '\\ud800', b: '\\u001f\u001f' })).toBe(
      '{"a":"\\\\ud800","b":"\\\\u001f\u001f"}',
    );
  });

  test('does not depend on the order in which members were given', () => {
    const object = fc.dictionary(fc.string({ unit: 'binary', maxLength: 3 }), fc.integer());
    fc.assert(
      fc.property(object, (members) => {
        const backwards = Object.fromEntries(Object.entries(members).toReversed());
        expect(canonicalBytes(backwards)).toEqual(canonicalBytes(members));
      }),
    );
  });
});

function byEncoding(left: string, right: string): number {
  return Buffer.compare(utf8(left), utf8(right));
}

function repositoryFiles(date: string): readonly string[] {
  const folder = new URL(
    `../fixtures/sigstore-root-signing/ceremony/${date}/repository/`,
    import.meta.url,
  );
  return readdirSync(folder).filter((name) => name.endsWith('.json'));
}
