import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodingError } from '../../src/encoding/encoding-error.ts';
import { fromUtf8, utf8, utf8Length } from '../../src/encoding/utf8.ts';
import { thrown } from './thrown.ts';

describe('utf8 and fromUtf8', () => {
  it('are each other’s way back for every text of whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fromUtf8(utf8(text))).toBe(text);
      }),
    );
  });

  it('keep a byte order mark, so that the reader above can refuse it', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA');
  });

  it.each(['\ud800', 'a\udc00', '\udc00\ud800', '\ud83d'])('refuse half a character', (text) => {
    expect(thrown(EncodingError, () => utf8(text)).code).toBe('encoding.utf8');
  });
});

describe('bytes that are not UTF-8', () => {
  it.each([
    ['a lone continuation', [0x41, 0x80], 2],
    ['an over-long slash', [0xc0, 0xaf], 1],
    ['an over-long three-byte form', [0x41, 0x42, 0xe0, 0x80, 0xaf], 3],
    ['an over-long four-byte form', [0xf0, 0x80, 0x80, 0xaf], 1],
    ['a surrogate', [0xed, 0xa0, 0x80], 1],
    ['a code point above U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 1],
    ['a byte that never occurs', [0x41, 0xff], 2],
    ['a sequence cut off', [0xc3, 0xa4, 0xe2, 0x82], 3],
    ['a sequence broken by ASCII', [0xe2, 0x82, 0x41], 1],
  ])('%s is refused at byte', (_, bytes, at) => {
    const error = thrown(EncodingError, () => fromUtf8(Uint8Array.from(bytes)));
    expect(error).toMatchObject({ code: 'encoding.utf8', place: `byte ${at}` });
  });

  it('are found exactly where the platform’s decoder gives up', () => {
    // Mostly good text, with one byte replaced, so that the break lies anywhere.
    const damaged = fc
      .tuple(fc.string({ unit: 'binary', maxLength: 8 }), fc.nat(), fc.nat(255))
      .map(([text, at, byte]) => {
        const bytes = utf8(text);
        return bytes.length === 0 ? Uint8Array.of(byte) : bytes.with(at % bytes.length, byte);
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 8 })), (bytes) => {
        const good = utf8Length(bytes);
        expect(isUtf8(bytes.subarray(0, good))).toBe(true);
        expect(isUtf8(bytes)).toBe(good === bytes.length);
      }),
      { numRuns: 3000 },
    );
  });
});

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
