import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textIn } from '../../src/encoding/json-text.ts';
import { utf8 } from '../../src/encoding/utf8.ts';

describe('the text that bytes stand for', () => {
  it.each(['', '{}', 'ä😀', 'a\ufeffb', '\u0000'])('%j has no fault', (text) => {
    expect(textIn(utf8(text))).toEqual({ text, fault: null });
  });

  it('begins without a byte order mark', () => {
    expect(textIn(Uint8Array.of(0xef, 0xbb, 0xbf)).fault).toEqual({
      at: 0,
      message: 'the file starts with a byte order mark',
      expected: 'JSON from the first byte on',
      found: 'the bytes EF BB BF',
    });
  });

  it.each([
    ['a byte that never stands in UTF-8', [0x61, 0xff, 0x62], 'a'],
    ['a slash in two bytes', [0xc0, 0xaf], ''],
    ['half of a pair', [0x61, 0x62, 0xed, 0xa0, 0xbd], 'ab'],
    ['a character beyond the last', [0xf4, 0x90, 0x80, 0x80], ''],
    ['a character cut off', [0xc3, 0xa4, 0xf0, 0x9f, 0x98], 'ä'],
  ])('ends before %s', (_, bytes, text) => {
    const read = textIn(Uint8Array.from(bytes));
    expect(read.text).toBe(text);
    expect(read.fault).toMatchObject({ at: text.length, expected: 'UTF-8' });
  });

  it('is all of it, or has a fault behind the longest beginning that is text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 4 }), (text, more) => {
        const bytes = Uint8Array.from([...utf8(text), ...more]);
        const read = textIn(bytes);
        if (read.fault?.at === 0) return;
        expect(read.text.startsWith(text)).toBe(true);
        const whole = utf8(read.text).length === bytes.length;
        expect(read.fault === null).toBe(whole);
      }),
    );
  });
});
