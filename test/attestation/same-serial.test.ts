import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameSerial } from '../../src/attestation/same-serial.ts';

describe('a serial beside an attestation', () => {
  it.each([
    ['7550140', '7550140', true],
    ['7550140', '07550140', true],
    ['7550140', '0000000007550140', true],
    ['7550140', '75501400', false],
    ['7550140', '7550141', false],
    ['7550140', '', false],
    ['7550140', '0', false],
    ['7550140', '0x7550140', false],
    ['7550140', '7550140a', false],
    ['0', '00000000', true],
  ])('of a YubiHSM that says %s and one that says %s: %s', (serial, stated, same) => {
    expect(isSameSerial({ vendor: 'yubihsm2', serial }, stated)).toBe(same);
  });

  it('of a YubiKey is the same digit for digit, and never where the device hides its own', () => {
    const vendor = 'yubikey-piv';
    expect(isSameSerial({ vendor, serial: '7550140' }, '7550140')).toBe(true);
    expect(isSameSerial({ vendor, serial: '7550140' }, '07550140')).toBe(false);
    expect(isSameSerial({ vendor, serial: null }, '7550140')).toBe(false);
  });

  it('is the same for a YubiHSM exactly where the numbers are', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat({ max: 12 }), (one, other, zeros) => {
        const stated = `${'0'.repeat(zeros)}${other}`;
        expect(isSameSerial({ vendor: 'yubihsm2', serial: String(one) }, stated)).toBe(
          one === other,
        );
        expect(
          isSameSerial({ vendor: 'yubihsm2', serial: String(one) }, `${'0'.repeat(zeros)}${one}`),
        ).toBe(true);
      }),
    );
  });
});
