/** How many tests of a run held. */
export interface Counted {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts in the summary at the end of a TAP report of Node. A report without a whole summary is one failure. */
export function countTap(tap: string): Counted {
  const number = (name: string): number | null => {
    const found = new RegExp(`^# ${name} (\\d+)\\r?$`, 'm').exec(tap)?.[1];
    return found === undefined ? null : Number(found);
  };
  const [tests, pass, fail] = [number('tests'), number('pass'), number('fail')];
  const left = [number('cancelled'), number('skipped'), number('todo')];
  if (tests === null || pass === null || fail === null || left.includes(null))
    return { passed: 0, failed: 1, skipped: 0 };
  const [cancelled = 0, skipped = 0, todo = 0] = left.map((each) => each ?? 0);
  // A test that failed inside of a group may be counted with the group only.
  const failed = Math.max(fail + cancelled, tests - pass - skipped - todo);
  return { passed: pass, failed, skipped: skipped + todo };
}
