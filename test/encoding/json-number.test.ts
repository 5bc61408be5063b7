import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberAt, numberFault } from '../../src/encoding/json-number.ts';

function faultOf(text: string, integersOnly = false) {
  const number = numberAt(text, 0);
  if (number === null) throw new Error(`${text} is no number`);
  return numberFault(number, integersOnly);
}

describe('a number in a JSON text', () => {
  it.each([
    ['0', 0, '0', true],
    ['-1', 0, '-1', true],
    ['[10, 20]', 5, '20', true],
    ['1.50,', 0, '1.50', false],
    ['1e3]', 0, '1e3', false],
    ['-0.0E-7', 0, '-0.0E-7', false],
  ])('%s from %i on is %s', (text, at, written, integer) => {
    expect(numberAt(text, at)).toEqual({ text: written, value: Number(written), integer });
  });

  it.each([
    // A leading zero is a number of its own, and the rest is for the reader to refuse.
    ['007', '0'],
    ['1.', '1'],
    ['1.e5', '1'],
    ['1e', '1'],
    ['1e+', '1'],
    ['0x10', '0'],
    ['1_000', '1'],
  ])('%s is read no further than %s', (text, written) => {
    expect(numberAt(text, 0)?.text).toBe(written);
  });

  it.each(['', '-', '+1', '.5', '-.5', 'e5', 'NaN', 'Infinity', '-Infinity', ' 1', '٣'])(
    '%j is none',
    (text) => {
      expect(numberAt(text, 0)).toBeNull();
    },
  );

  it('is looked for at its place only, in whatever order texts are read', () => {
    expect(numberAt('12 34', 3)?.text).toBe('34');
    expect(numberAt('x 34', 0)).toBeNull();
    expect(numberAt('12 34', 2)).toBeNull();
    expect(numberAt('12 34', 0)?.text).toBe('12');
    expect(numberAt('12', 2)).toBeNull();
  });
});

describe('a number that would change', () => {
  it.each(['9007199254740991', '-9007199254740991', '0', '0.0', '0e9', '0.1', '5e-324'])(
    '%s does not',
    (text) => {
      expect(faultOf(text)).toBeNull();
    },
  );

  it.each([
    ['9007199254740992', 'a larger one'],
    ['-9007199254740992', 'a larger one'],
    ['1e400', 'a larger one'],
    ['-0', 'minus zero, or one too small'],
    ['-0e0', 'minus zero, or one too small'],
    ['1e-400', 'minus zero, or one too small'],
    ['0.01e-400', 'minus zero, or one too small'],
  ])('%s is %s', (text, found) => {
    expect(faultOf(text)?.found).toBe(found);
  });

  it('is told for what it is before it is told to be too large', () => {
    expect(faultOf('1e400', true)).toEqual({
      expected: 'an integer',
      found: 'a fraction or an exponent',
    });
    expect(faultOf('9007199254740992', true)?.found).toBe('a larger one');
  });

  it('is every integer beyond 2^53 - 1 and none below, as arithmetic without rounding has it', () => {
    const most = 2n ** 53n - 1n;
    const near = fc.bigInt({ min: -5n, max: 5n }).map((step) => most + step);
    const any = fc.bigInt({ min: 0n, max: 2n ** 60n });
    fc.assert(
      fc.property(fc.oneof(near, any), fc.constantFrom('', '-'), (size, sign) => {
        fc.pre(size > 0n);
        expect(faultOf(`${sign}${size}`, true) === null).toBe(size <= most);
      }),
    );
  });
});
