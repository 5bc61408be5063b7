import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accountParts,
  accountSentence,
} from '../../../../../renderer/screens/keyholder/review/account.ts';
import { countWord } from '../../../../../renderer/words.ts';

const members = (changed: number, unchanged: number, unexplained: number) => ({
  total: changed + unchanged + unexplained,
  changed,
  unchanged,
  unexplained,
});

describe('the bar of members', () => {
  test('shows nothing for nothing', () => {
    expect(accountParts(members(0, 0, 0))).toEqual([]);
  });

  test('fills its width in order, and shows the smallest part', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.nat(5000), (changed, unchanged, open) => {
        fc.pre(changed + unchanged + open > 0);
        const parts = accountParts(members(changed, unchanged, open));
        const counts = { same: unchanged, new: changed, open };
        expect(parts.map((part) => part.kind)).toEqual(
          (['same', 'new', 'open'] as const).filter((kind) => counts[kind] > 0),
        );
        let end = -2;
        for (const part of parts) {
          expect(part.x).toBeCloseTo(end + 2);
          expect(part.width).toBeGreaterThanOrEqual(8);
          end = part.x + part.width;
        }
        expect(end).toBeCloseTo(410);
      }),
    );
  });
});

describe('the sentence of members', () => {
  test('says that all are accounted for', () => {
    expect(accountSentence(members(4, 37, 0), countWord)).toEqual({
      lead: 'All 41 members are accounted for.',
      rest: '4 changed, 37 unchanged, none left unexplained.',
    });
  });

  test.each([
    [1, 'One of 42 members is not explained.'],
    [2, 'Two of 43 members are not explained.'],
  ])('says that %i is not', (open, lead) => {
    const said = accountSentence(members(4, 37, open), countWord);
    expect(said.lead).toBe(lead);
    expect(said.rest).toContain('Nothing can be signed');
  });
});
