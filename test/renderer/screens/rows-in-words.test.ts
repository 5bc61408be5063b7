import { describe, expect, test } from 'vitest';
import { rowsInWords } from '../../../renderer/screens/rows-in-words.ts';

describe('rowsInWords', () => {
  test.each([
    [[], ''],
    [[2], 'Row C'],
    [[0, 3], 'Rows A and D'],
    [[7, 0, 1], 'Rows A, B and H'],
    [[0, 1, 2, 3, 4, 5, 6, 7], 'Rows A, B, C, D, E, F, G and H'],
  ])('%j is said as %j', (rows, words) => {
    expect(rowsInWords(new Set(rows))).toBe(words);
  });

  test('numbers that are no row are not said', () => {
    expect(rowsInWords(new Set([8, -1, 1.5]))).toBe('');
  });
});
