/** What a long call reports while it works. */
interface Told {
  readonly doing: string;
}

/** Milliseconds between two reports that say the same thing of further files. */
const pause = 100;

/**
 * Hands on every report that says something new, and of those that only count on one in a tenth of a second: a hundred
 * thousand files must not become as many messages to the page.
 * @param clock milliseconds that only grow
 */
export function paced<Report extends Told>(
  report: (value: Report) => void,
  clock: () => number = () => performance.now(),
): (value: Report) => void {
  let last: { readonly doing: string; readonly at: number } | null = null;
  return (value) => {
    const at = clock();
    if (last !== null && last.doing === value.doing && at - last.at < pause) return;
    last = { doing: value.doing, at };
    report(value);
  };
}
