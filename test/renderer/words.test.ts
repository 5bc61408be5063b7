import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesInWords,
  clockTime,
  countWord,
  dayInWords,
  durationClock,
  durationInWords,
  minuteInWords,
  sentence,
} from '../../renderer/words.ts';

describe('dates', () => {
  it('are told in words, with four digits of the year', () => {
    expect(dayInWords('2027-07-14T00:00:00Z')).toBe('14 July 2027');
    expect(dayInWords('2024-03-02T23:59:59.999999999Z')).toBe('2 March 2024');
    expect(minuteInWords('2026-11-23T14:02:09Z')).toBe('23 November 2026, 14:02 UTC');
    expect(clockTime('2026-11-23T14:06:41Z')).toBe('14:06:41');
  });

  it('say the same day as the platform does', () => {
    const day = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const told = dayInWords(date.toISOString());
        expect(new Date(`${told} UTC`).toISOString().slice(0, 10)).toBe(
          date.toISOString().slice(0, 10),
        );
      }),
    );
  });
});

describe('durations', () => {
  it('are a clock with two digits of seconds', () => {
    expect(durationClock(0)).toBe('0:00');
    expect(durationClock(271)).toBe('4:31');
    expect(durationClock(3600)).toBe('1:00:00');
    expect(durationClock(3725.9)).toBe('1:02:05');
    expect(durationClock(-3)).toBe('0:00');
  });

  it('are words for people, rounded down', () => {
    expect(durationInWords(1)).toBe('one second');
    expect(durationInWords(15)).toBe('15 seconds');
    expect(durationInWords(0)).toBe('no seconds');
    expect(durationInWords(119)).toBe('one minute');
    expect(durationInWords(7200)).toBe('two hours');
  });
});

describe('numbers and clauses', () => {
  it('are words up to nine', () => {
    expect([0, 1, 3, 9, 10].map(countWord)).toEqual(['no', 'one', 'three', 'nine', '10']);
  });

  it('count bytes with separators', () => {
    expect(bytesInWords(5912)).toBe('5,912 bytes');
    expect(bytesInWords(1)).toBe('1 byte');
  });

  it('begin a sentence with a large letter and leave the rest', () => {
    expect(sentence('this folder is not a ceremony')).toBe('This folder is not a ceremony');
    expect(sentence('')).toBe('');
  });
});
