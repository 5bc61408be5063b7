import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ceremonyTime,
  clockReadings,
  instantOfFace,
  middleOffset,
} from '../../src/ceremony/ceremony-clock.ts';
import { paceOf } from '../../src/ceremony/pace.ts';
import { offsetInWords } from '../../src/ceremony/script-text.ts';
import { actOf, chainOf } from './sample-acts.ts';
import { samplePlan } from './sample-plan.ts';

const recordsOf = (...acts: ReturnType<typeof actOf>[]) =>
  chainOf(samplePlan().sha256, [actOf('ceremony.opened'), ...acts]).records;

describe('the ceremony’s time', () => {
  test('is the station’s until another is confirmed, and the last one that was', () => {
    const at = '2027-07-14T23:59:00Z';
    expect(ceremonyTime(recordsOf(), at)).toBe(at);
    const records = recordsOf(
      actOf('clock.settled', { offset: 600 }),
      actOf('clock.settled', { offset: 120 }),
    );
    expect(ceremonyTime(records, at)).toBe('2027-07-15T00:01:00Z');
  });

  test('takes each person’s last reading', () => {
    const records = recordsOf(
      actOf('clock.read', { offset: 4 }, 'tom-okafor'),
      actOf('clock.read', { offset: 9 }, 'sam-abara'),
      actOf('clock.read', { offset: 5 }, 'tom-okafor'),
    );
    expect(clockReadings(records).map(({ data }) => data.offset)).toStrictEqual([5, 9]);
  });

  test.each([
    [[3], 0],
    [[-60, 2, 60], 0],
    [[400], 400],
    [[-7200, -7198, 5], -7198],
    [[0, 1, 90_000], 0],
    [[0, 90_000], 0],
  ])('of clocks that are ahead by %j is ahead by %i', (offsets, middle) => {
    expect(middleOffset(offsets)).toBe(middle);
  });

  test('is not moved by one wrong clock among three', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (wrong) => {
        expect(middleOffset([1, wrong, 2])).toBe(0);
      }),
    );
  });

  test.each([
    ['14:00:05', '2027-07-14T14:00:00Z', '2027-07-14T14:00:05Z'],
    ['00:00:30', '2027-07-14T23:59:50Z', '2027-07-15T00:00:30Z'],
    ['23:59:50', '2027-07-14T00:00:10Z', '2027-07-13T23:59:50Z'],
    ['02:00:00', '2027-07-14T14:30:00Z', '2027-07-15T02:00:00Z'],
  ])('a clock that shows %s at %s means %s', (face, station, instant) => {
    expect(instantOfFace(face, station)).toBe(instant);
  });

  test.each([
    [0, 'the same as the station’s'],
    [5, '5s ahead of the station’s'],
    [-90, '1m30s behind the station’s'],
  ])('an offset of %i in words', (seconds, words) => expect(offsetInWords(seconds)).toBe(words));
});

describe('the pace of a script', () => {
  const next = [{ estimate: 300 }, { estimate: 60 }];

  test('is behind by what acts took longer, and by an act that is over its time', () => {
    const done = [
      { estimate: 480, took: 680 },
      { estimate: 300, took: 250 },
    ];
    expect(paceOf({ done, now: { estimate: 600, elapsed: 271 }, next })).toStrictEqual({
      behind: 150,
      left: 329 + 360,
    });
    expect(paceOf({ done, now: { estimate: 600, elapsed: 700 }, next })).toStrictEqual({
      behind: 250,
      left: 360,
    });
  });

  test('is ahead when acts took less', () => {
    expect(
      paceOf({ done: [{ estimate: 100, took: 40 }], now: { estimate: 10, elapsed: 0 }, next: [] }),
    ).toStrictEqual({ behind: -60, left: 10 });
  });
});
