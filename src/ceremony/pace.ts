/** Times of a script, in seconds. */
export interface ScriptTimes {
  readonly done: readonly { readonly estimate: number; readonly took: number }[];
  readonly now: { readonly estimate: number; readonly elapsed: number };
  readonly next: readonly { readonly estimate: number }[];
}

/** How a script keeps to its plan. */
export interface Pace {
  /** Seconds behind the plan; below zero when ahead of it. An act counts as late only from its own estimate on. */
  readonly behind: number;
  /** Seconds until the end, if the rest takes what the plan says. */
  readonly left: number;
}

/** Works out delay and remaining time. */
export function paceOf({ done, now, next }: ScriptTimes): Pace {
  const before = sum(done.map(({ estimate, took }) => took - estimate));
  const over = Math.max(0, now.elapsed - now.estimate);
  const rest = Math.max(0, now.estimate - now.elapsed);
  return { behind: before + over, left: rest + sum(next.map(({ estimate }) => estimate)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
