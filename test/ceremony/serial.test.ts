import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSerial,
  isTypedSerial,
  parseSerial,
  SerialError,
  serialInWords,
} from '../../src/ceremony/serial.ts';
import { thrownIn } from './thrown.ts';

const serials = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/);

describe('a serial', () => {
  it('is 1 to 64 letters, digits and hyphens', () => {
    fc.assert(
      fc.property(serials, (text) => {
        expect(parseSerial(text, 'the plan')).toBe(text);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['65 characters', 'a'.repeat(65)],
    ['a hyphen first', '-24617802'],
    ['a space', '24 617 802'],
    ['a line end', '24617802\n'],
    ['a way out of a folder', '../24617802'],
    ['a dot', '2461.7802'],
    ['a zero byte', '2461\u00007802'],
    ['digits of another script', '٢٤٦١٧٨٠٢'],
    ['letters that look like others', 'А-1'],
  ])('is not %s, and the error does not repeat it', (_, text) => {
    expect(isSerial(text)).toBe(false);
    const error = thrownIn(() => parseSerial(text, 'the plan'));
    expect(error).toBeInstanceOf(SerialError);
    const { message, found, hint } = error as SerialError;
    expect(text !== '' && `${message} ${found} ${hint}`.includes(text)).toBe(false);
  });

  it('of any text is itself or a typed error, and never a path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 70 }), (text) => {
        const is = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(text);
        expect(isSerial(text)).toBe(is);
        expect(thrownIn(() => parseSerial(text, 'x')) instanceof SerialError).toBe(!is);
      }),
    );
  });
});

describe('a serial as people read it', () => {
  it.each([
    ['24617802', '24 617 802'],
    ['7617802', '7617802'],
    ['HSM-0042', 'HSM-0042'],
    ['246178021', '246178021'],
    ['practice', 'practice'],
  ])('%s is %s', (serial, words) => {
    expect(serialInWords(serial)).toBe(words);
  });

  it('keeps every character, in its order', () => {
    fc.assert(
      fc.property(serials, (serial) => {
        expect(serialInWords(serial).replaceAll(' ', '')).toBe(serial);
      }),
    );
  });
});

describe('a serial that was typed', () => {
  it.each([
    ['24617802', '24617802'],
    ['24 617 802', '24617802'],
    [' 7443219 ', '7443219'],
    // As screens and the label show it.
    ['07 443 219', '7443219'],
    ['00000042', '42'],
    ['c0ffee01', 'c0ffee01'],
  ])('%j is %s', (typed, serial) => {
    expect(isTypedSerial(typed, serial)).toBe(true);
  });

  it.each([
    ['', ''],
    ['', '7443219'],
    ['24617803', '24617802'],
    ['7443219', '07443219'],
    ['007443219', '7443219'],
    ['0024617802', '24617802'],
    ['0c0ffee1', 'c0ffee1'],
    ['443219', '7443219'],
  ])('%j is not %s', (typed, serial) => {
    expect(isTypedSerial(typed, serial)).toBe(false);
  });
});
