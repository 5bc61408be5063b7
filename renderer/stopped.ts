import { useEffect } from 'react';
import type { Problem } from '../src/contract/values.ts';

/** Tells the stepper, as long as the step shows a problem, that the step stands still. */
export function useStopped(
  problem: Problem | null,
  onStopped: (fact: string | null) => void,
): void {
  const stopped = problem !== null;
  useEffect(() => {
    onStopped(stopped ? 'Stopped' : null);
    return () => onStopped(null);
  }, [stopped, onStopped]);
}
