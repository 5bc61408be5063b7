import { describe, expect, test } from 'vitest';
import {
  whatIsMissing,
  type Reading,
} from '../../../../../renderer/screens/keyholder/review/readiness.ts';
import { reviewOf, unexplainedReview } from '../../../gallery/values/review.ts';

const review = reviewOf('real');
const rows = (...numbers: number[]): Set<number> => new Set(numbers);
const done: Reading = {
  lastChangeSeen: true,
  compared: rows(0, 1, 2, 3, 4, 5, 6, 7),
  differing: rows(),
};

describe('what keeps the primary of Review asleep', () => {
  test('nothing, when the last change was seen and all eight rows agree', () => {
    expect(whatIsMissing(review, done)).toBeNull();
  });

  test('a change that has not been in view', () => {
    expect(whatIsMissing(review, { ...done, lastChangeSeen: false })).toEqual({
      kind: 'unread',
      sentence: 'Read to the last change first.',
    });
  });

  test('no row compared', () => {
    expect(whatIsMissing(review, { ...done, compared: rows() })?.sentence).toBe(
      'Compare the eight rows with a second device first.',
    );
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])('row %i alone not compared', (open) => {
    const compared = new Set([...done.compared].filter((row) => row !== open));
    const missing = whatIsMissing(review, { ...done, compared });
    expect(missing?.kind).toBe('uncompared');
    expect(missing?.sentence).toBe(`Still to compare: row ${'ABCDEFGH'[open]}.`);
  });

  test('a row that differs, before anything that is merely to be done', () => {
    const missing = whatIsMissing(review, {
      lastChangeSeen: false,
      compared: rows(),
      differing: rows(1, 2),
    });
    expect(missing).toEqual({
      kind: 'differs',
      sentence: 'Rows B and C differ on the second device. Do not sign. Tell the host.',
    });
  });

  test('a member without explanation, whatever was read and compared', () => {
    expect(whatIsMissing(unexplainedReview('real'), done)?.kind).toBe('unexplained');
    const three = { ...review, members: { ...review.members, unexplained: 3 } };
    expect(whatIsMissing(three, done)?.sentence).toContain('3 members are not explained');
  });

  test('a problem of the station, before all else', () => {
    const stopped = {
      ...unexplainedReview('real'),
      problem: {
        code: 'review.changed',
        message: 'the file changed',
        expected: null,
        found: null,
        place: null,
        hint: '',
        notDone: [],
      },
    };
    expect(whatIsMissing(stopped, done)?.kind).toBe('stopped');
  });
});
