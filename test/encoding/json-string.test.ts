import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closingQuote, faultIn, stringIn } from '../../src/encoding/json-string.ts';

const half = (at: number) => ({ kind: 'half-character', at });
const malformed = (at: number, expected: string) => ({ kind: 'malformed', at, expected });

describe('the closing quote', () => {
  it.each([
    [String.raw`"a"`, 2],
    [String.raw`"" "b"`, 1],
    [String.raw`"\""`, 3],
    [String.raw`"\\"`, 3],
    [String.raw`"\\\""`, 5],
    [String.raw`"a\\\\" "`, 6],
    [String.raw`"\"`, -1],
    [String.raw`"\\\"`, -1],
    ['"', -1],
    ['"abc', -1],
  ])('of %s is at %i', (text, at) => {
    expect(closingQuote(text, 1)).toBe(at);
  });

  it('does not take a backslash before the string for one in it', () => {
    expect(closingQuote(String.raw`\"`, 1)).toBe(1);
    expect(closingQuote(String.raw`\""`, 2)).toBe(2);
  });

  it('is where JSON.stringify puts it, whatever stands behind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, behind) => {
        const quoted = JSON.stringify(text);
        expect(closingQuote(quoted + behind, 1)).toBe(quoted.length - 1);
      }),
    );
  });
});

describe('what a string in quotes stands for', () => {
  it.each([
    ['"a"', 'a'],
    [String.raw`"\u0041\/"`, 'A/'],
    [String.raw`"\ud83d\ude00"`, '😀'],
  ])('of %s is %s', (quoted, text) => {
    expect(stringIn(quoted)).toBe(text);
  });

  it.each([
    String.raw`"\ud83d"`,
    String.raw`"\ude00\ud83d"`,
    String.raw`"\x41"`,
    '"\n"',
    // JSON, and no string.
    '1',
    'null',
    '["a"]',
    '',
  ])('of %j is nothing', (quoted) => {
    expect(stringIn(quoted)).toBeNull();
  });
});

describe('the fault of a string', () => {
  it.each([
    ['"', malformed(1, 'the closing quote')],
    ['"ab\u0000c"', malformed(3, 'the closing quote')],
    ['"ab\u001f', malformed(3, 'the closing quote')],
    [String.raw`"a\q"`, malformed(3, 'an escape that JSON knows')],
    [String.raw`"a\U0041"`, malformed(3, 'an escape that JSON knows')],
    ['"a\\', malformed(3, 'an escape that JSON knows')],
    [String.raw`"\u004"`, malformed(3, 'four hexadecimal digits')],
    [String.raw`"\u+041"`, malformed(3, 'four hexadecimal digits')],
    [String.raw`"\n\u00e4\ud83d"`, half(9)],
    [String.raw`"\ude00"`, half(1)],
    [String.raw`"\udfff"`, half(1)],
    [String.raw`"\ud7ff\ue000\x"`, malformed(14, 'an escape that JSON knows')],
    [String.raw`"\ud83dA"`, half(1)],
    [String.raw`"\ud83d\n"`, half(1)],
    [String.raw`"\ud83d\ud83d\ude00"`, half(1)],
    [String.raw`"\ud83d\u00"`, malformed(9, 'four hexadecimal digits')],
  ])('%s', (text, fault) => {
    expect(faultIn(text, 0)).toEqual(fault);
  });

  it('is the first of several', () => {
    expect(faultIn(String.raw`"\ud83d \q"`, 0)).toEqual(half(1));
    expect(faultIn('["\\q\n"', 1)).toEqual(malformed(3, 'an escape that JSON knows'));
  });

  it('is behind whole pairs, escaped or not', () => {
    const whole = fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text).slice(1, -1));
    fc.assert(
      fc.property(whole, (text) => {
        const start = `"\\ud83d\\ude00${text}`;
        expect(faultIn(`${start}\\x`, 0)).toEqual(
          malformed(start.length + 1, 'an escape that JSON knows'),
        );
      }),
    );
  });
});
