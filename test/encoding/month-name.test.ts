import { describe, expect, it } from 'vitest';
import { monthName } from '../../src/encoding/month-name.ts';

describe('the name of a month', () => {
  it('is that of the calendar, for each of the twelve', () => {
    const english = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
    for (let month = 1; month <= 12; month += 1)
      expect(monthName(month)).toBe(english.format(Date.UTC(2027, month - 1, 15)));
  });

  it.each([0, 13, -1, 1.5, Number.NaN])('is nothing for %d', (month) => {
    expect(monthName(month)).toBe('');
  });
});
