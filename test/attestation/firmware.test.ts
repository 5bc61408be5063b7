import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firmwareOf, isBefore, parseFirmware } from '../../src/attestation/firmware.ts';

const number = fc.nat(255);
const firmware = fc.tuple(number, number, number).map((parts) => firmwareOf(...parts));

describe('a firmware version', () => {
  it('is read as it is written, with or without its last number', () => {
    fc.assert(
      fc.property(firmware, (one) => {
        expect(parseFirmware(one.text)).toEqual(one);
        expect(parseFirmware(`${one.major}.${one.minor}`)).toEqual(
          firmwareOf(one.major, one.minor, 0),
        );
      }),
    );
  });

  it.each([
    '',
    '5',
    '5.',
    '5.7.',
    '5.7.0.1',
    ' 5.7',
    '5.7 ',
    '5.7\n',
    'v5.7',
    '-5.7',
    '5.x',
    '5,7',
    '٥.٧',
    '1000.1',
  ])('is not %j', (text) => {
    expect(parseFirmware(text)).toBeNull();
  });

  it('of any other text is none, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 16 }), (text) => {
        fc.pre(!/^[0-9]+(?:\.[0-9]+){1,2}$/.test(text));
        expect(parseFirmware(text)).toBeNull();
      }),
    );
  });
});

describe('which came out before', () => {
  it('is told number by number, not by their texts', () => {
    expect(isBefore(firmwareOf(5, 7, 4), firmwareOf(5, 10, 0))).toBe(true);
    expect(isBefore(firmwareOf(5, 7, 0), firmwareOf(5, 7, 0))).toBe(false);
    expect(isBefore(firmwareOf(4, 9, 9), firmwareOf(5, 0, 0))).toBe(true);
  });

  it('is one order of all of them: of two, one comes first, or they are the same', () => {
    fc.assert(
      fc.property(firmware, firmware, firmware, (one, two, three) => {
        const same = one.text === two.text;
        expect(Number(isBefore(one, two)) + Number(isBefore(two, one))).toBe(same ? 0 : 1);
        const goesRound = isBefore(one, two) && isBefore(two, three) && !isBefore(one, three);
        expect(goesRound).toBe(false);
      }),
    );
  });
});
