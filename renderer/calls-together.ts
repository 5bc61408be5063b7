import type { Problem } from '../src/contract/values.ts';

/** What all calls have in common, whatever they ask. */
interface AnyCall {
  readonly pending: boolean;
  readonly problem: Problem | null;
  readonly clear: () => void;
}

/** The calls of one screen, by what they are for. */
type Calls<Names> = { readonly [Name in keyof Names]: AnyCall };

function all<Names extends Calls<Names>>(calls: Names): readonly AnyCall[] {
  return Object.values(calls);
}

/** Whether one of them is under way: then no other is begun. */
export function isBusy<Names extends Calls<Names>>(calls: Names): boolean {
  return all(calls).some(({ pending }) => pending);
}

/** The problem that is to be shown, the first of them in the order in which they are named. */
export function problemIn<Names extends Calls<Names>>(calls: Names): Problem | null {
  return all(calls).find(({ problem }) => problem !== null)?.problem ?? null;
}

/** Takes away what an earlier act stopped with, before a new act begins. */
export function clearAll<Names extends Calls<Names>>(calls: Names): void {
  for (const call of all(calls)) call.clear();
}
