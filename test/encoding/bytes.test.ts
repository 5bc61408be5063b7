import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, equalBytes } from '../../src/encoding/bytes.ts';

describe('equalBytes', () => {
  it('is true for equal bytes in different buffers', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(equalBytes(bytes, Uint8Array.from(bytes))).toBe(true);
      }),
    );
  });

  it('is false once one byte differs, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, flip) => {
          const other = Uint8Array.from(bytes);
          const index = at % bytes.length;
          other[index] = other[index]! ^ flip;
          expect(equalBytes(bytes, other)).toBe(false);
        },
      ),
    );
  });

  it.each([
    [[], [0]],
    [
      [1, 2],
      [1, 2, 0],
    ],
    [
      [1, 2, 3],
      [1, 2],
    ],
  ])('is false for another length: %j and %j', (left, right) => {
    expect(equalBytes(Uint8Array.from(left), Uint8Array.from(right))).toBe(false);
  });
});

describe('concat', () => {
  it('keeps every part in its order', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (parts) => {
        expect([...concat(...parts)]).toEqual(parts.flatMap((part) => [...part]));
      }),
    );
  });

  it('copies: a later change of a part changes nothing', () => {
    const part = Uint8Array.of(1, 2);
    const whole = concat(part);
    part[0] = 9;
    expect([...whole]).toEqual([1, 2]);
  });

  it('makes nothing out of nothing', () => {
    expect(concat()).toEqual(new Uint8Array());
  });
});
