import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../../src/encoding/bytes.ts';
import { derElement, derTag, derUnsigned } from '../../src/encoding/der.ts';
import { fromHex, toHex } from '../../src/encoding/hex.ts';
import { KeyError } from '../../src/keys/key-error.ts';
import { ecdsaDerToRaw, ecdsaRawToDer } from '../../src/keys/signature.ts';
import { outcomeOf, thrown } from '../encoding/thrown.ts';

describe('ECDSA signatures', () => {
  it.each([32, 48])('of %d bytes a number go from raw to DER and back', (size) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2 * size, maxLength: 2 * size }), (raw) => {
        expect(toHex(ecdsaDerToRaw(ecdsaRawToDer(raw), size))).toBe(toHex(raw));
      }),
    );
  });

  it('keep small numbers small in DER, and padded in raw', () => {
    const raw = concat(
      new Uint8Array(31),
      Uint8Array.of(1),
      new Uint8Array(31),
      Uint8Array.of(0x80),
    );
    expect(toHex(ecdsaRawToDer(raw))).toBe('300702010102020080');
    expect(toHex(ecdsaDerToRaw(fromHex('300702010102020080'), 32))).toBe(toHex(raw));
  });

  it.each([0, 1, 63])('are not made of %d raw bytes', (length) => {
    const error = thrown(KeyError, () => ecdsaRawToDer(new Uint8Array(length)));
    expect(error).toMatchObject({ code: 'signature.malformed', found: `${length} bytes` });
  });

  it.each([
    ['nothing', ''],
    ['no sequence', '310602010102010100'],
    ['an empty sequence', '3000'],
    ['one number', '3003020101'],
    ['three numbers', '3009020101020101020101'],
    ['trailing bytes after it', '300602010102010100'],
    ['trailing bytes inside', '30080201010201010500'],
    ['a length that is too long', '3007020101020101'],
    ['a length in long form', '308106020101020101'],
    ['an indefinite length', '30800201010201010000'],
    ['a negative number', '3006020181020101'],
    ['a zero byte too many', '300702020001020101'],
    ['a number without content', '30050200020101'],
    ['octet strings', '3006040101040101'],
  ])('in DER are refused with %s', (_, hex) => {
    expect(thrown(KeyError, () => ecdsaDerToRaw(fromHex(hex), 32)).code).toBe(
      'signature.malformed',
    );
  });

  it('are refused with a number that is longer than the curve', () => {
    const long = derElement(
      derTag.sequence,
      derUnsigned(new Uint8Array(33).fill(1)),
      derUnsigned(Uint8Array.of(1)),
    );
    expect(thrown(KeyError, () => ecdsaDerToRaw(long, 32)).code).toBe('signature.malformed');
    expect(ecdsaDerToRaw(long, 48)).toHaveLength(96);
  });

  it('say where the DER breaks', () => {
    expect(thrown(KeyError, () => ecdsaDerToRaw(fromHex('3006020101040101'), 32))).toMatchObject({
      place: 'byte 6',
      expected: 'tag 0x02',
      found: 'tag 0x04',
    });
  });

  it('have one DER form: what is read is written again the same', () => {
    const byte = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7, 8, 0x30, 0x7f, 0x80, 0x81, 0xff);
    const near = fc
      .tuple(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.nat(), byte)
      .map(([raw, at, value]) => {
        const der = ecdsaRawToDer(raw);
        return der.with(at % der.length, value);
      });
    fc.assert(
      fc.property(near, (der) => {
        const outcome = outcomeOf(KeyError, () => ecdsaDerToRaw(der, 32));
        const again = 'value' in outcome ? ecdsaRawToDer(outcome.value) : der;
        expect(toHex(again)).toBe(toHex(der));
      }),
      { numRuns: 5000 },
    );
  });
});
