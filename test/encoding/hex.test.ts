import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { fromHex, toHex } from '../../src/encoding/hex.ts';
import { thrown } from './thrown.ts';

describe('toHex', () => {
  it('writes what the platform writes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });

  it.each([1023, 1024, 1025, 4096, 100_000])('writes %i bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 7);
    expect(toHex(bytes) === Buffer.from(bytes).toString('hex')).toBe(true);
  });
});

describe('fromHex', () => {
  it('reads back what toHex wrote, in both cases', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(Uint8Array.from(bytes));
        expect(fromHex(toHex(bytes).toUpperCase())).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it.each([
    ['0g', 'character 2'],
    ['g0', 'character 1'],
    ['00 1', 'character 3'],
    ['0x01', 'character 2'],
    ['00\n\n', 'character 3'],
    ['００', 'character 1'],
    ['-1', 'character 1'],
    ['+1', 'character 1'],
    ['1.', 'character 2'],
  ])('refuses %j and names the character', (text, place) => {
    const error = thrown(EncodingError, () => fromHex(text));
    expect(error.code).toBe('encoding.hex');
    expect(error.place).toBe(place);
  });

  it('refuses half a byte', () => {
    const error = thrown(EncodingError, () => fromHex('abc'));
    expect(error).toMatchObject({ code: 'encoding.hex', found: '3 characters' });
  });

  it('reads any text to bytes or to an EncodingError, and never repeats it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: 'binary' }), (text) => {
        if (/^([0-9a-f]{2})*$/i.test(text)) return;
        const error = thrown(EncodingError, () => fromHex(text));
        const { message, expected, found, place, hint } = error;
        expect([message, expected, found, place, hint].join(' ')).not.toContain(text);
      }),
    );
  });
});
