import { StepError } from './desk.ts';

/** @throws StepError `pin.differ` where what was typed again is something else */
export function requireSame(first: string, again: string, what: 'PIN' | 'PUK'): void {
  if (first === again) return;
  throw new StepError('pin.differ', `the two ${what}s are not the same`, {
    hint: `Type the new ${what} again, twice.`,
    notDone: ['Nothing was changed on the token.', 'Nothing was sent to it.'],
  });
}
