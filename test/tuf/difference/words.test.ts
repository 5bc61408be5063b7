import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantFromMs, parseInstant } from '../../../src/encoding/instant.ts';
import {
  capital,
  count,
  day,
  list,
  quoted,
  roleWord,
  span,
  timeOfDay,
} from '../../../src/tuf/difference/words.ts';

test('counts are words up to nine', () => {
  expect([0, 1, 2, 9, 10, 250].map((number) => count(number, 'key'))).toEqual([
    'no keys',
    'one key',
    'two keys',
    'nine keys',
    '10 keys',
    '250 keys',
  ]);
});

test('lists have commas, then one and', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => list(items))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
  expect(list(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  expect(list(['a', 'b'], 2)).toBe('a and b');
});

test('a sentence begins with a capital, whatever it begins with', () => {
  expect(['the root', 'Ärger', '3 of 5', ''].map(capital)).toEqual([
    'The root',
    'Ärger',
    '3 of 5',
    '',
  ]);
});

test('the root has an article, the other roles have names', () => {
  expect((['root', 'targets', 'snapshot', 'timestamp'] as const).map(roleWord)).toEqual([
    'the root',
    'targets',
    'snapshot',
    'timestamp',
  ]);
});

describe('days and times', () => {
  test.each([
    ['2027-07-14T00:00:00Z', '14 July 2027', '00:00:00 UTC'],
    ['2027-07-14T00:30:00+01:00', '13 July 2027', '23:30:00 UTC'],
    ['2021-12-18T13:28:12.99008-06:00', '18 December 2021', '19:28:12 UTC'],
    ['2024-02-29T23:59:59.999999999Z', '29 February 2024', '23:59:59 UTC'],
  ])('%s', (text, date, time) => {
    expect([day(parseInstant(text)), timeOfDay(parseInstant(text))]).toEqual([date, time]);
  });

  test('agree with the calendar of the platform', () => {
    const format = new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
    const moment = fc.integer({ min: 0, max: Date.UTC(9999, 0) });
    fc.assert(
      fc.property(moment, (ms) => {
        expect(day(instantFromMs(ms))).toBe(format.format(ms));
      }),
    );
  });
});

describe('spans', () => {
  test.each([
    ['2027-01-14T00:00:00Z', '2027-07-14T00:00:00Z', '181 days'],
    ['2027-01-14T00:00:00Z', '2027-01-15T00:00:00Z', '1 day'],
    ['2027-01-14T00:00:00Z', '2027-01-15T23:59:59Z', '1 day'],
    ['2027-01-14T00:00:00Z', '2027-01-14T23:59:59Z', '23 hours'],
    ['2027-01-14T00:00:00Z', '2027-01-14T01:00:00Z', '1 hour'],
    ['2027-01-14T00:00:00Z', '2027-01-14T00:59:59Z', '59 minutes'],
    ['2027-01-14T00:00:00Z', '2027-01-14T00:00:01Z', '1 second'],
    ['2027-01-14T00:00:00Z', '2027-01-14T00:00:00.000000001Z', 'less than a second'],
    ['2027-01-14T00:00:00Z', '2027-01-14T01:00:00+01:00', 'no time'],
  ])('from %s to %s', (from, to, expected) => {
    expect(span(parseInstant(from), parseInstant(to))).toBe(expected);
    expect(span(parseInstant(to), parseInstant(from))).toBe(expected);
  });

  test('are never longer than the time that they stand for', () => {
    const moment = fc.integer({ min: 0, max: 4e12 });
    const seconds = { day: 86_400, hour: 3600, minute: 60, second: 1 } as const;
    fc.assert(
      fc.property(moment, moment, (left, right) => {
        const gap = Math.abs(left - right) / 1000;
        fc.pre(gap >= 1);
        const [number = '', unit = ''] = span(instantFromMs(left), instantFromMs(right)).split(' ');
        const one = seconds[unit.replace(/s$/, '') as keyof typeof seconds];
        expect(Number(number) * one).toBeLessThanOrEqual(gap);
        expect((Number(number) + 1) * one).toBeGreaterThan(gap);
      }),
    );
  });
});

describe('text from files', () => {
  test.each([
    ['two\nlines', 'two lines'],
    ['tab\tand\u0000null', 'tab and null'],
    ['right\u202eleft', 'right left'],
    ['zero\u200bwidth', 'zero width'],
    ['line\u2028separator', 'line separator'],
    ['plain', 'plain'],
    ['ünïcödé 𝄞', 'ünïcödé 𝄞'],
  ])('%j', (text, expected) => {
    expect(quoted(text)).toBe(expected);
  });

  test('is cut, and shows that it was', () => {
    expect(quoted('x'.repeat(300))).toBe('x'.repeat(300));
    expect(quoted('x'.repeat(301))).toBe(`${'x'.repeat(299)}…`);
    expect(quoted('abcdef', 4)).toBe('abc…');
  });

  test('never holds a control character and is never too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
        expect(quoted(text, most).length).toBeLessThanOrEqual(most);
        expect(quoted(text, most)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
