import { describe, expect, it } from 'vitest';
import { tokenOut } from '../../../../renderer/screens/keyholder/token-out.ts';
import type { Step } from '../../../../src/contract/values.ts';
import { ceremonyAt } from '../../gallery/values/ceremony.ts';
import { noTokens, tokensOf } from '../../gallery/values/tokens.ts';

const steps: readonly Step[] = ['token', 'key', 'evidence', 'export', 'review', 'sign', 'done'];

describe('a token that is out', () => {
  it('is said in every step from the key to the signature', () => {
    expect(steps.map((step) => tokenOut(ceremonyAt('real', step), noTokens))).toEqual([
      null,
      ...Array<string>(5).fill('24617802'),
      null,
    ]);
  });

  it('is not said while it is in, before anything is known, or of a practice token', () => {
    expect(tokenOut(ceremonyAt('real', 'review'), tokensOf('real'))).toBeNull();
    expect(tokenOut(ceremonyAt('real', 'review'), null)).toBeNull();
    expect(tokenOut(ceremonyAt('rehearsal', 'review'), noTokens)).toBeNull();
  });

  it('is the one of the person who sits here, and of nobody else', () => {
    const nobody = { ...ceremonyAt('real', 'review'), you: null };
    expect(tokenOut(nobody, noTokens)).toBeNull();
  });
});
