import { describe, expect, it } from 'vitest';
import { colour, contrast, themes } from './theme.ts';

const grounds = ['paper', 'paper-2', 'surface', 'surface-2'];

/** Each pair that the page draws, with the contrast that it needs: 4.5 for text, 3 for edges and large text. */
const pairs: readonly (readonly [front: string, back: string, least: number])[] = [
  ...grounds.map((ground) => ['text', ground, 7] as const),
  ...grounds.map((ground) => ['text-2', ground, 4.5] as const),
  ...grounds.map((ground) => ['text-3', ground, 4.5] as const),
  ...grounds.map((ground) => ['ink', ground, 4.5] as const),
  ...grounds.map((ground) => ['line-strong', ground, 3] as const),
  ...grounds.map((ground) => ['focus', ground, 3] as const),
  ['ink-on', 'ink', 4.5],
  ['ink-on', 'ink-hover', 4.5],
  ['text', 'ink-wash', 7],
  ['text-2', 'ink-wash', 4.5],
  ['ink', 'ink-wash', 4.5],
  ['bar-text', 'bar', 4.5],
  ['bar-text-2', 'bar', 4.5],
  ['tape', 'tape-dark', 4.5],
  ['tape-text', 'tape-dark', 4.5],
  ['text', 'practice-wash', 7],
  ['text-2', 'practice-wash', 4.5],
  ['practice-line', 'practice-wash', 3],
  // From the back of a room, or in a corner of a call.
  ...['w-text', 'w-text-2', 'w-text-3', 'w-act', 'w-ok'].map(
    (front) => [front, 'w-ground', 8.7] as const,
  ),
  ...['w-text', 'w-text-2'].map((front) => [front, 'w-foot', 8.7] as const),
  ['w-ok', 'w-foot', 3],
  ['w-lit-text', 'w-lit', 8.7],
  ['w-bar-text', 'w-bar', 8.7],
  ['w-mode-text', 'w-mode', 8.7],
  ['w-edge', 'w-ground', 3],
  ['w-edge', 'w-foot', 3],
  ...['ok', 'warn', 'err'].flatMap((state) => [
    [state, `${state}-wash`, 4.5] as const,
    ['text', `${state}-wash`, 7] as const,
    ...grounds.map((ground) => [state, ground, 4.5] as const),
  ]),
];

describe('contrast', () => {
  it('measures as the standard does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
  });

  it.each(themes)('of every pair of colours in %s', (theme) => {
    const weak = pairs
      .map(([front, back, least]) => ({
        pair: `${front} on ${back}`,
        ratio: contrast(colour(front, theme), colour(back, theme)),
        least,
      }))
      .filter(({ ratio, least }) => ratio < least);
    expect(weak).toEqual([]);
  });

  it.each(themes)('of neighbouring strands of a weave on their ground in %s', (theme) => {
    const strands = [2, 3, 4].map((strand) =>
      contrast(colour(`strand-${strand}`, theme), colour('strand-ground', theme)),
    );
    expect(Math.min(...strands)).toBeGreaterThan(3);
    expect(strands).toEqual(strands.toSorted((a, b) => a - b));
  });
});
