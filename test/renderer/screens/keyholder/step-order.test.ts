import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  earlier,
  stepBefore,
  stepOrder,
} from '../../../../renderer/screens/keyholder/step-order.ts';
import { Step } from '../../../../src/contract/values.ts';

describe('the order of the steps', () => {
  it('is that of the contract', () => {
    expect(stepOrder).toEqual(Step.options);
  });

  it('never shows a step beyond the first that is not done', () => {
    const step = fc.constantFrom(...stepOrder);
    fc.assert(
      fc.property(step, step, (wish, first) => {
        const shown = earlier(wish, first);
        expect(stepOrder.indexOf(shown)).toBeLessThanOrEqual(stepOrder.indexOf(first));
        expect([wish, first]).toContain(shown);
      }),
    );
  });

  it('leads back one step at a time, and out from the first', () => {
    expect(stepBefore('done')).toBe('sign');
    expect(stepBefore('key')).toBe('token');
    expect(stepBefore('token')).toBeNull();
  });
});
