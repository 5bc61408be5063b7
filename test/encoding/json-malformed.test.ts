import { describe, expect, it } from 'vitest';
import { concat } from '../../src/encoding/bytes.ts';
import { JsonError, type JsonLimits, parseJson } from '../../src/encoding/json.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { thrown } from './thrown.ts';

function refusal(input: string | Uint8Array, limits?: JsonLimits): JsonError {
  const bytes = typeof input === 'string' ? utf8(input) : input;
  return thrown(JsonError, () => parseJson(bytes, 'root.json', limits));
}

function arrays(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}

function objects(depth: number): string {
  return '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
}

function spaces(length: number): Uint8Array {
  return new Uint8Array(length).fill(0x20);
}

describe('text that is not JSON', () => {
  it.each([
    ['', 'a value'],
    [' ', 'a value'],
    ['nul', 'a value'],
    ['nULL', 'a value'],
    ['True', 'a value'],
    ['undefined', 'a value'],
    ['NaN', 'a value'],
    ['Infinity', 'a value'],
    ['-', 'a value'],
    ['-Infinity', 'a value'],
    ['+1', 'a value'],
    ['.5', 'a value'],
    ["'a'", 'a value'],
    ['01', 'the end of the text'],
    ['1.', 'the end of the text'],
    ['1e', 'the end of the text'],
    ['1e+', 'the end of the text'],
    ['0x10', 'the end of the text'],
    ['1_000', 'the end of the text'],
    ['1 2', 'the end of the text'],
    ['nullnull', 'the end of the text'],
    ['{}}', 'the end of the text'],
    ['[]//', 'the end of the text'],
    ['"', 'the closing quote'],
    ['"a', 'the closing quote'],
    ['"a\n"', 'the closing quote'],
    ['"a\u0000"', 'the closing quote'],
    ['"a\u001f"', 'the closing quote'],
    [String.raw`"\x41"`, 'an escape that JSON knows'],
    [String.raw`"\'"`, 'an escape that JSON knows'],
    ['"\\', 'an escape that JSON knows'],
    ['"\\\n"', 'an escape that JSON knows'],
    [String.raw`"\u12"`, 'four hexadecimal digits'],
    [String.raw`"\u12g4"`, 'four hexadecimal digits'],
    [String.raw`"\u-123"`, 'four hexadecimal digits'],
    [String.raw`"\ud83d\u00"`, 'four hexadecimal digits'],
    [String.raw`"\ud800"`, 'a surrogate pair'],
    [String.raw`"\udc00\ud800"`, 'a surrogate pair'],
    [String.raw`"\ud800\ud800"`, 'a surrogate pair'],
    [String.raw`"\ud800\ue000"`, 'a surrogate pair'],
    [String.raw`"\udc00\udc00"`, 'a surrogate pair'],
    [String.raw`"\ud800A"`, 'a surrogate pair'],
    ['[', 'a value'],
    ['[1', 'a comma or the end of the array'],
    ['[1,', 'a value'],
    ['[1,]', 'a value'],
    ['[,1]', 'a value'],
    ['[1 2]', 'a comma or the end of the array'],
    ['[1}', 'a comma or the end of the array'],
    ['[/**/]', 'a value'],
    ['{', 'a member name in quotes'],
    ['{"a"', 'a colon'],
    ['{"a" 1}', 'a colon'],
    ['{"a":', 'a value'],
    ['{"a":}', 'a value'],
    ['{"a":1', 'a comma or the end of the object'],
    ['{"a":1,}', 'a member name in quotes'],
    ['{"a":1 "b":2}', 'a comma or the end of the object'],
    ['{a:1}', 'a member name in quotes'],
    ["{'a':1}", 'a member name in quotes'],
    ['{1:1}', 'a member name in quotes'],
    ['{,}', 'a member name in quotes'],
    ['{"a":1]', 'a comma or the end of the object'],
    ['\u00a0null', 'a value'],
    ['\u2028null', 'a value'],
    ['\u000bnull', 'a value'],
  ])('%j: there should be %s', (text, expected) => {
    expect(refusal(text)).toMatchObject({ code: 'json.malformed', expected });
  });

  it.each([
    ['FF', [0x22, 0xff, 0x22], 2],
    ['an over-long quote', [0x22, 0xc0, 0xa2, 0x22], 2],
    ['a surrogate', [0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d], 3],
    ['a character cut off', [0x22, 0xc3, 0xa4, 0xe2, 0x82], 3],
  ])('is every text with %s, which is no UTF-8', (_, bytes, column) => {
    const error = refusal(Uint8Array.from(bytes));
    expect(error).toMatchObject({ code: 'json.malformed', expected: 'UTF-8' });
    expect(error.position).toEqual({ line: 1, column, path: '$' });
  });

  it('is a text after a byte order mark', () => {
    const error = refusal(concat(Uint8Array.of(0xef, 0xbb, 0xbf), utf8('{}')));
    expect(error).toMatchObject({ code: 'json.malformed', found: 'the bytes EF BB BF' });
  });

  it('is UTF-16', () => {
    expect(refusal(Uint8Array.from(Buffer.from('{}', 'utf16le'))).code).toBe('json.malformed');
  });
});

describe('members that stand twice', () => {
  it.each([
    ['{"a":1,"a":1}', '$.a'],
    [String.raw`{"a":1,"\u0061":2}`, '$.a'],
    ['{"__proto__":1,"__proto__":2}', '$.__proto__'],
    ['{"":1,"":2}', '$[""]'],
    ['[{"x":{"b c":1,"d":2,"b c":3}}]', '$[0].x["b c"]'],
    ['{"a":{"a":1},"b":[{"a":1},{"a":1,"a":2}]}', '$.b[1].a'],
  ])('%s is refused at %s', (text, path) => {
    const error = refusal(text);
    expect(error.code).toBe('json.duplicate-member');
    expect(error.position.path).toBe(path);
  });

  it('are different names when they only look alike', () => {
    // An ä in one and in two code points.
    const text = '{"\u00e4":1,"a\u0308":2}';
    expect(Object.keys(parseJson(utf8(text), 'x') ?? {})).toHaveLength(2);
  });
});

describe('numbers that would change', () => {
  it.each([
    '9007199254740992',
    '-9007199254740992',
    '9007199254740993',
    '9007199254740993.0',
    '12345678901234567890',
    '1e16',
    '1e400',
    '-1e400',
    '1e-400',
    '0.001e-400',
    `0.${'0'.repeat(400)}1`,
    '-0',
    '-0.0',
    '-0e1',
    `1${'0'.repeat(5000)}`,
  ])('%s is refused', (text) => {
    const error = refusal(`{"version": ${text}}`);
    expect(error.code).toBe('json.unsafe-number');
    expect(error.position).toEqual({ line: 1, column: 13, path: '$.version' });
  });

  it.each(['1.0', '1e3', '0.5', '1E0', '0.0'])(
    '%s is refused where only integers may stand',
    (text) => {
      expect(refusal(`[${text}]`, { integersOnly: true }).code).toBe('json.unsafe-number');
      expect(parseJson(utf8(`[${text}]`), 'x')).toEqual([Number(text)]);
    },
  );
});

describe('texts without bounds', () => {
  it('go 64 levels deep and no deeper, arrays and objects alike', () => {
    expect(() => parseJson(utf8(arrays(64)), 'x')).not.toThrow();
    expect(() => parseJson(utf8(objects(64)), 'x')).not.toThrow();
    expect(refusal(arrays(65))).toMatchObject({
      code: 'json.too-deep',
      expected: 'at most 64 levels',
    });
    expect(refusal(objects(65)).code).toBe('json.too-deep');
    expect(refusal('['.repeat(1_000_000)).code).toBe('json.too-deep');
  });

  it('leave a level when it ends', () => {
    const text = `[${'[[]],'.repeat(100)}0]`;
    expect(parseJson(utf8(text), 'x', { depth: 3 })).toHaveLength(101);
    expect(refusal(text, { depth: 2 }).code).toBe('json.too-deep');
  });

  it('have 16 MiB and no more', () => {
    const most = 16 * 1024 * 1024;
    expect(refusal(spaces(most)).code).toBe('json.malformed');
    const error = refusal(spaces(most + 1));
    expect(error).toMatchObject({ code: 'json.too-large', found: '16777217 bytes' });
    expect(refusal('null', { bytes: 3 }).code).toBe('json.too-large');
  });

  it('have so many values and no more, however small they are', () => {
    expect(parseJson(utf8('[[],{},0]'), 'x', { values: 4 })).toHaveLength(3);
    expect(refusal('[[],{},0]', { values: 3 })).toMatchObject({
      code: 'json.too-large',
      expected: 'at most 3 values',
    });
    expect(refusal(`[${'{},'.repeat(1_100_000)}0]`).code).toBe('json.too-large');
  });
});

describe('the place of an error', () => {
  it('is line, column and member path', () => {
    const text = '{\n  "signed": {\n    "keys": [1, 2, x]\n  }\n}';
    const error = refusal(text);
    expect(error.position).toEqual({ line: 3, column: 20, path: '$.signed.keys[2]' });
    expect(error.place).toBe('root.json, line 3, column 20, in $.signed.keys[2]');
    expect(error.found).toBe('the character x');
  });

  it('counts CRLF and CR as one line end, and characters beyond the basic plane as one', () => {
    expect(refusal('[\r\n"😀😀", x]').position).toMatchObject({ line: 2, column: 7 });
    expect(refusal('[\r\r x]').position).toMatchObject({ line: 3, column: 2 });
  });

  it('is the object, not a member of it, where a name is missing', () => {
    expect(refusal('{"a":{"b":1,}}').position.path).toBe('$.a');
    expect(refusal('[{}, {x}]').position.path).toBe('$[1]');
  });

  it('is the whole after all values have ended', () => {
    expect(refusal('{"a":[{"b":1}]} x').position).toEqual({ line: 1, column: 17, path: '$' });
    expect(refusal('x').place).toBe('root.json, line 1, column 1');
  });

  it('shows hostile names cut and escaped', () => {
    const name = `\u202e\u0007${'x'.repeat(500)}`;
    const { path } = refusal(`{${JSON.stringify(name)}: !}`).position;
    expect(path).toMatch(/^\$\["\\u202e\\u0007x+…"\]$/);
    expect(path.length).toBeLessThan(110);
  });

  it.each([
    ['[\u0007]', 'the character U+0007'],
    ['[ä]', 'the character U+00E4'],
    ['[😀]', 'the character U+1F600'],
    ['["a\n"]', 'the character U+000A'],
    ['[', 'the end of the text'],
  ])('says what was found in %j', (text, found) => {
    expect(refusal(text).found).toBe(found);
  });
});
