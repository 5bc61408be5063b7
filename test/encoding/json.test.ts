import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonArray, isJsonObject, parseJson } from '../../src/encoding/json.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { jsonText } from './json-documents.ts';

const fixtures = join(import.meta.dirname, '../fixtures');

function parse(text: string) {
  return parseJson(utf8(text), 'test.json');
}

function escaped(text: string): string {
  return text.replaceAll(
    /[^]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

describe('parseJson', () => {
  it.each([
    ['null', null],
    ['true', true],
    ['false', false],
    ['0', 0],
    ['-1', -1],
    ['9007199254740991', 9_007_199_254_740_991],
    ['-9007199254740991', -9_007_199_254_740_991],
    ['1.5', 1.5],
    ['-0.5', -0.5],
    ['0.0', 0],
    ['0e5', 0],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['25e-1', 2.5],
    ['""', ''],
    ['"a"', 'a'],
    [String.raw`"\"\\\/\b\f\n\r\t"`, '"\\/\b\f\n\r\t'],
    [String.raw`"\u0041\u00e4\uD83D\uDE00"`, 'Aä😀'],
    ['"😀\u007f\u2028"', '😀\u007f\u2028'],
    ['[]', []],
    ['[ 1 , [ 2 ] , [ ] ]', [1, [2], []]],
    [' \t\r\n[1]\n', [1]],
  ])('reads %s', (text, value) => {
    expect(parse(text)).toEqual(value);
  });

  it('reads objects that inherit nothing, members in their order', () => {
    const value = parse('{"b": 1, "a": {"c": []}, "": null}');
    const above: unknown = Object.getPrototypeOf(value);
    expect(Reflect.ownKeys(above as object)).toEqual([]);
    expect(Object.isFrozen(above)).toBe(true);
    expect(Object.getPrototypeOf(above)).toBeNull();
    expect(JSON.stringify(value)).toBe('{"b":1,"a":{"c":[]},"":null}');
  });

  it('reads names that mean something to JavaScript as members like any other', () => {
    const text = '{"__proto__": {"x": 1}, "constructor": 2, "toString": 3, "hasOwnProperty": 4}';
    const value = parse(text);
    expect(JSON.stringify(value)).toBe(text.replaceAll(': ', ':').replaceAll(', ', ','));
    expect(Object.hasOwn({}, 'x')).toBe(false);
    expect('x' in {}).toBe(false);
  });

  it('takes what a real root holds', () => {
    const bytes = readFileSync(join(fixtures, 'sigstore-root-signing/root_history/5.root.json'));
    expect(parseJson(bytes, '5.root.json', { integersOnly: true })).toEqual(
      JSON.parse(bytes.toString('utf8')),
    );
  });

  it('means what JSON.parse means, for every document that JSON.stringify writes', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 1000 },
    );
  });

  it('means what JSON.parse means, for every text of whole characters, escaped or not', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parse(JSON.stringify(text))).toBe(text);
        expect(parse(`"${escaped(text)}"`)).toBe(text);
      }),
    );
  });

  it('reads every safe integer as itself', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (number) => {
        expect(parseJson(utf8(String(number)), 'number', { integersOnly: true })).toBe(number);
      }),
    );
  });
});

describe('isJsonObject and isJsonArray', () => {
  it.each([
    ['{}', true, false],
    ['[]', false, true],
    ['null', false, false],
    ['"{}"', false, false],
    ['1', false, false],
  ])('tell %s apart', (text, object, array) => {
    expect(isJsonObject(parse(text))).toBe(object);
    expect(isJsonArray(parse(text))).toBe(array);
  });

  it('are false for a member that is not there', () => {
    expect([isJsonObject(undefined), isJsonArray(undefined)]).toEqual([false, false]);
  });
});
