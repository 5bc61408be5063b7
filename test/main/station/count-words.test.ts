import { expect, it } from 'vitest';
import { triesInWords } from '../../../main/station/count-words.ts';

it.each([
  [null, 'This token does not tell how many tries of the PIN are left'],
  [0, 'No tries left: the PIN is locked'],
  [1, 'One try of the PIN left'],
  [3, 'Three tries of the PIN left'],
  [15, '15 tries of the PIN left'],
] as const)('%s is %s', (left, words) => {
  expect(triesInWords(left, 'PIN')).toBe(words);
  expect(triesInWords(left, 'PUK')).toBe(words.replace('PIN', 'PUK'));
  expect(triesInWords(left)).toBe(words.replace(' of the PIN', ''));
});
