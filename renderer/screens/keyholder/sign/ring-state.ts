import type { Problem } from '../../../../src/contract/values.ts';
import { secondsLeft, type PhasesSoFar } from './phases.ts';

/** What the ring around the token shows. `rest`: no touch was asked for yet. */
export type RingState =
  | { readonly kind: 'rest' }
  | { readonly kind: 'waiting'; readonly secondsLeft: number }
  | { readonly kind: 'touched' }
  | { readonly kind: 'ran-out' }
  | { readonly kind: 'cancelled' };

const stoppedBy: Readonly<Record<string, 'ran-out' | 'cancelled'>> = {
  'touch.timeout': 'ran-out',
  'token.touch-timeout': 'ran-out',
  'touch.cancelled': 'cancelled',
  'token.cancelled': 'cancelled',
  cancelled: 'cancelled',
};

/** While the token acts. A touch was made when the act went on from it. */
export function ringWhileActing(soFar: PhasesSoFar): RingState {
  const left = secondsLeft(soFar);
  if (left !== null) return { kind: 'waiting', secondsLeft: left };
  const touch = soFar.get('touch');
  const wentOn = soFar.has('check') || soFar.has('write');
  return touch?.state === 'done' || (touch !== undefined && wentOn)
    ? { kind: 'touched' }
    : { kind: 'rest' };
}

/** After an attempt that stopped: only what ended the wait for a finger is drawn; another error says itself in words. */
export function ringAfter(problem: Problem | null): RingState {
  if (problem === null || !Object.hasOwn(stoppedBy, problem.code)) return { kind: 'rest' };
  return { kind: stoppedBy[problem.code] ?? 'rest' };
}
