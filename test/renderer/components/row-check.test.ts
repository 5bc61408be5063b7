import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agreesWhole,
  allCompared,
  compareTyped,
  currentRow,
  nothingCompared,
  withRow,
} from '../../../renderer/components/row-check.ts';
import { sheetOf } from '../../../src/encoding/fingerprint.ts';

const digest = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));

describe('comparing by rows', () => {
  test('starts at row A and ends after row H', () => {
    let check = nothingCompared;
    for (let row = 0; row < 8; row += 1) {
      expect(currentRow(check)).toBe(row);
      expect(agreesWhole(check)).toBe(false);
      check = withRow(check, row, 'same');
    }
    expect(currentRow(check)).toBeNull();
    expect(agreesWhole(check)).toBe(true);
  });

  test('a row out of order leaves the earlier one current', () => {
    expect(currentRow(withRow(nothingCompared, 3, 'same'))).toBe(0);
  });

  test('one differing row is enough to disagree', () => {
    expect(agreesWhole(withRow(allCompared, 5, 'differs'))).toBe(false);
  });

  test('the last word about a row counts', () => {
    const check = withRow(withRow(allCompared, 5, 'differs'), 5, 'same');
    expect(agreesWhole(check)).toBe(true);
    expect(currentRow(withRow(check, 5, 'open'))).toBe(5);
  });

  test('the state that was handed in is not changed', () => {
    withRow(nothingCompared, 0, 'same');
    expect(nothingCompared.same.size).toBe(0);
  });
});

describe('typing a row', () => {
  test('its own words and digits are the same, however they are spaced', () => {
    fc.assert(
      fc.property(digest, fc.nat(7), (hex, place) => {
        const row = sheetOf(hex)[place]!;
        const [a, b, c, d] = row.words;
        expect(compareTyped(`  ${a}, ${b.toUpperCase()}  ${c}. ${d}`, row)).toBe('same');
        expect(compareTyped(row.hex.join(''), row)).toBe('same');
        expect(compareTyped(row.hex.join(' ').toUpperCase(), row)).toBe('same');
      }),
    );
  });

  test('another row differs', () => {
    fc.assert(
      fc.property(digest, digest, (one, other) => {
        const row = sheetOf(one)[0]!;
        const said = sheetOf(other)[0]!;
        fc.pre(row.hex.join() !== said.hex.join());
        expect(compareTyped(said.words.join(' '), row)).toBe('differs');
        expect(compareTyped(said.hex.join(' '), row)).toBe('differs');
      }),
    );
  });

  test('swapped words differ', () => {
    const row = sheetOf(`05355dab${'0'.repeat(56)}`)[0]!;
    const [a, b, c, d] = row.words;
    expect(compareTyped([c, b, a, d].join(' '), row)).toBe('differs');
  });

  test.each(['', 'adult', 'adult conformist exceed', '0535 5da', 'a b c d e', '0535 5dab 7a5f'])(
    '%j says nothing of the row',
    (typed) => {
      expect(compareTyped(typed, sheetOf(`05355dab${'0'.repeat(56)}`)[0]!)).toBe('unclear');
    },
  );

  test('any text gets one of the three answers', () => {
    const row = sheetOf('0'.repeat(64))[0]!;
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (typed) => {
        expect(['same', 'differs', 'unclear']).toContain(compareTyped(typed, row));
      }),
    );
  });
});
