import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serialGroups, spokenSerial } from '../../../renderer/components/serial-groups.ts';

const texts = (serial: string) => serialGroups(serial).map((group) => group.text);

describe('serialGroups', () => {
  it('reads eight digits two-three-three', () => {
    expect(texts('24617802')).toEqual(['24', '617', '802']);
  });

  it('pads shorter numbers as the label does', () => {
    expect(texts('7617802')).toEqual(['07', '617', '802']);
  });

  it('reads any other serial in fours', () => {
    expect(texts('a1b2c3d4e5')).toEqual(['a1b2', 'c3d4', 'e5']);
    expect(texts('13078778-0a1b2c3d')).toEqual(['1307', '8778', '-0a1', 'b2c3', 'd']);
  });

  it('loses no character and keeps each at its place', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9-]{8,64}$/), (serial) => {
        const groups = serialGroups(serial);
        expect(groups.map((group) => group.text).join('')).toBe(serial);
        for (const group of groups) {
          expect(serial.slice(group.from, group.from + group.text.length)).toBe(group.text);
        }
      }),
    );
  });
});

describe('spokenSerial', () => {
  it('says one digit after the other', () => {
    expect(spokenSerial('24617802')).toBe('2 4 6 1 7 8 0 2');
  });
});
