import { array, assert, integer, property, uint8Array, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element, elementsIn } from '../../../../main/tokens/yubikey/elements.ts';
import { EncodingError } from '../../../../src/encoding/encoding-error.ts';
import { thrownIn } from '../../../ceremony/thrown.ts';

const tag = integer({ min: 0, max: 0xff });
const value = uint8Array({ maxLength: 300 });

describe('elements of a PIV answer', () => {
  it('are read as they were written', () => {
    assert(
      property(
        uniqueArray(tag, { maxLength: 12 }),
        array(value, { minLength: 12, maxLength: 12 }),
        (tags, values) => {
          const bytes = Buffer.concat(tags.map((each, index) => element(each, values[index]!)));
          expect([...elementsIn(bytes)]).toEqual(
            tags.map((each, index) => [each, Buffer.from(values[index]!)]),
          );
        },
      ),
    );
  });

  it.each([
    ['a tag twice', '0501000501ff'],
    ['a length that goes beyond the end', '0505aa'],
    ['no length', '05'],
    ['a length without an end', '0580aa0000'],
    ['a length of five bytes', '058500000000aa'],
    ['a length that is longer than it has to be', '058101aa'],
    ['a length of four gigabytes', '0584ffffffff'],
  ])('are refused with %s', (_, hex) => {
    expect(thrownIn(() => elementsIn(Buffer.from(hex, 'hex')))).toBeInstanceOf(EncodingError);
  });

  it('are read or refused, whatever the bytes, and never longer than these', () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        const error = thrownIn(() => {
          const sizes = [...elementsIn(bytes).values()].map(({ length }) => length);
          expect(sizes.reduce((sum, size) => sum + size + 2, 0)).toBeLessThanOrEqual(bytes.length);
        });
        expect(error === undefined || error instanceof EncodingError).toBe(true);
      }),
    );
  });
});
