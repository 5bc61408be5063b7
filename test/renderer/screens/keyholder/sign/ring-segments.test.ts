import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ringSegments } from '../../../../../renderer/screens/keyholder/sign/ring-segments.ts';

const gone = (seconds: number): number =>
  ringSegments(seconds).filter((segment) => segment.state === 'gone').length;

const shapes = (seconds: number) => ringSegments(seconds).map((segment) => segment.d);

describe('the touch ring', () => {
  test.each([
    [15, 0],
    [9, 6],
    [1, 14],
    [0, 15],
    [60, 0],
    [-3, 15],
  ])('with %i seconds left has %i segments gone', (seconds, expected) => {
    expect(ringSegments(seconds)).toHaveLength(15);
    expect(gone(seconds)).toBe(expected);
  });

  test('loses its segments clockwise from the top', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), (seconds) => {
        const states = ringSegments(seconds).map((segment) => segment.state);
        expect(states.lastIndexOf('gone')).toBe(15 - seconds - 1);
        expect(states.indexOf('left')).toBe(seconds === 0 ? -1 : 15 - seconds);
      }),
    );
  });

  test('begins at the top, right of the middle, and runs clockwise', () => {
    const [first, second] = ringSegments(15).map((segment) => segment.d);
    const [x = 0, y = 0] = first!.slice(1).split('A')[0]!.split(' ').map(Number);
    expect(x).toBeGreaterThan(160);
    expect(x).toBeLessThan(170);
    expect(y).toBeLessThan(13);
    expect(Number(second!.slice(1).split(' ')[0])).toBeGreaterThan(x);
  });

  test('never changes the place of an arc', () => {
    expect(shapes(3)).toEqual(shapes(15));
    expect(new Set(shapes(0)).size).toBe(15);
  });
});
