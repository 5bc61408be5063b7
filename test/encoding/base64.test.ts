import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../src/encoding/base64.ts';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { outcomeOf, thrown } from './thrown.ts';

// RFC 4648, section 10.
const vectors = [
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
] as const;

describe('base64', () => {
  it.each(vectors)('writes %j as %j and reads it back', (text, encoded) => {
    const bytes = new TextEncoder().encode(text);
    expect(toBase64(bytes)).toBe(encoded);
    expect(fromBase64(encoded)).toEqual(bytes);
  });

  it('writes what the platform writes, and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it.each([
    ['no padding', 'Zg'],
    ['too little padding', 'Zg='],
    ['too much padding', 'Zm8=='],
    ['padding alone', '===='],
    ['padding in the middle', 'Zg==Zg=='],
    ['unused bits that are not zero', 'Zh=='],
    ['the same, with one equals sign', 'Zm9='],
    ['a line end', 'Zm9v\n'],
    ['a space', 'Zm 9v'],
    ['the alphabet of URLs', 'Zm_-'],
    ['a character of another script', 'Zm9ж'],
  ])('refuses %s', (_, text) => {
    expect(thrown(EncodingError, () => fromBase64(text)).code).toBe('encoding.base64');
  });

  it('has one text for equal bytes: what is read is written again the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('A', 'Q', 'g', 'w', '/', '+', '=', ' '), maxLength: 8 }),
        (text) => {
          const outcome = outcomeOf(EncodingError, () => fromBase64(text));
          const again = 'value' in outcome ? toBase64(outcome.value) : text;
          expect(again).toBe(text);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
