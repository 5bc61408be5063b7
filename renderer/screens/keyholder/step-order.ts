import type { Step } from '../../../src/contract/values.ts';

/** The keyholder's steps in their order. */
export const stepOrder = [
  'token',
  'key',
  'evidence',
  'export',
  'review',
  'sign',
  'done',
] as const satisfies readonly Step[];

/** The one of two steps that comes first. */
export function earlier(one: Step, other: Step): Step {
  return stepOrder.indexOf(one) <= stepOrder.indexOf(other) ? one : other;
}

/** The step before, or null for the first. */
export function stepBefore(step: Step): Step | null {
  return stepOrder[stepOrder.indexOf(step) - 1] ?? null;
}
