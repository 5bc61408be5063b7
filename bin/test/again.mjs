/** More unsteady tests than this are no accident of a busy machine: the run has failed. */
export const UNSTEADY_MOST = 3;

/**
 * Runs the files of a few failed tests once more, by themselves. Where everything in them passes then, what failed is
 * unsteady; where anything fails, the first result stands as it is. A file that could not be loaded is never run again.
 *
 * @param {import('./results.mjs').Result} first
 * @param {(files: readonly string[]) => import('./results.mjs').Result} run
 * @returns {import('./results.mjs').Result}
 */
export function runAgain(first, run) {
  const { failed, failures } = first;
  const inTests = failures.every((failure) => failure.includes(' › '));
  if (failed === 0 || failed > UNSTEADY_MOST || failures.length !== failed || !inTests)
    return first;
  const files = [...new Set(failures.map((failure) => failure.replace(/ › .*/s, '')))];
  const second = run(files);
  if (second.failed > 0 || second.passed < failed) return first;
  return { ...first, passed: first.passed + failed, failed: 0, failures: [], unsteady: failures };
}
