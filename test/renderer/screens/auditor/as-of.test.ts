import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { typedInstant, typedParts } from '../../../../renderer/screens/auditor/as-of.ts';

describe('the instant that is typed', () => {
  test.each([
    ['2024-03-20', '00:00:00', '2024-03-20T00:00:00Z'],
    [' 2024-03-20 ', ' 14:05:09 ', '2024-03-20T14:05:09Z'],
    ['2024-02-29', '', '2024-02-29T00:00:00Z'],
  ])('%j and %j', (day, time, instant) => {
    expect(typedInstant(day, time)).toBe(instant);
  });

  test.each([
    ['2023-02-29', '00:00:00'],
    ['2024-13-01', '00:00:00'],
    ['20.3.2024', '00:00:00'],
    ['24-03-20', '00:00:00'],
    ['2024-03-20', '24:00:00'],
    ['2024-03-20', '12:00'],
    ['2024-03-20', '12:00:00Z'],
    ['', ''],
  ])('%j and %j is none', (day, time) => {
    expect(typedInstant(day, time)).toBeNull();
  });

  test('any text is an instant or none', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (day, time) => {
        const instant = typedInstant(day, time);
        expect(instant === null || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/u.test(instant)).toBe(
          true,
        );
      }),
    );
  });
});

describe('the parts of an instant', () => {
  test('are told in UTC', () => {
    expect(typedParts('2021-12-18T13:28:12.99008-06:00')).toEqual({
      day: '2021-12-18',
      time: '19:28:12',
    });
  });

  test('come back as the same instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1971-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
        (date) => {
          const whole = `${date.toISOString().slice(0, 19)}Z`;
          const { day, time } = typedParts(whole);
          expect(typedInstant(day, time)).toBe(whole);
        },
      ),
    );
  });
});
