import { describe, expect, test } from 'vitest';
import { emptyDeviation, isWhole } from '../../../../renderer/screens/deviation/deviation-text.ts';

describe('a deviation', () => {
  const whole = { expected: 'a', happened: 'b', decided: 'c' };

  test('is whole with three sentences', () => {
    expect(isWhole(whole)).toBe(true);
    expect(isWhole(emptyDeviation)).toBe(false);
  });

  test.each(['expected', 'happened', 'decided'])('is not whole without %s', (part) => {
    expect(isWhole({ ...whole, [part]: ' \n' })).toBe(false);
  });
});
