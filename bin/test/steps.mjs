import { spawnSync } from 'node:child_process';
import { ROOT } from '../setup/places.mjs';
import { runAgain } from './again.mjs';
import { beside } from './beside.mjs';
import { withReadableTree } from './readable-tree.mjs';
import { countPlaywright, countVitest, takeReport } from './results.mjs';

/** @typedef {import('./results.mjs').Result} Result */

/**
 * Every tool, and every `env node` in it, runs on the carried Node.
 *
 * @param {string} tree
 */
const pathIn = (tree) => `${tree}/node_modules/.bin:${process.env['PATH'] ?? ''}`;

/**
 * Runs one tool and says its name first. Whether it ended well is all that counts of a check.
 *
 * @param {string} name
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {boolean}
 */
export function check(name, [file = '', ...words], environment = {}) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(file, words, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PATH: pathIn(ROOT), ...environment },
  });
  return status === 0;
}

/**
 * The same beside what is run meanwhile.
 *
 * @param {string} name
 * @param {readonly string[]} words
 * @returns {() => Promise<boolean>} waits for its end; whether that was good
 */
export function checkBeside(name, words) {
  return beside(name, words, { ...process.env, PATH: pathIn(ROOT) });
}

/**
 * @param {readonly string[]} words further arguments
 * @returns {Result}
 */
export function vitest(words) {
  const name = 'unit and component tests';
  return runAgain(vitestOnce(name, words), (files) =>
    vitestOnce(`${name}: once more, by themselves`, files),
  );
}

/**
 * @param {string} name
 * @param {readonly string[]} words
 */
function vitestOnce(name, words) {
  const report = 'dist/test/vitest.json';
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return suite(name, report, countVitest, () =>
    withReadableTree((tree, before) =>
      check(name, [...before, 'vitest', 'run', ...reporters, ...words], { PATH: pathIn(tree) }),
    ),
  );
}

/**
 * The window's tests: headless, or those marked @window on a screen of Xvfb.
 *
 * @param {boolean} headed
 * @returns {Result}
 */
export function playwright(headed) {
  const name = headed ? 'the window on a screen (Xvfb)' : 'the window, headless';
  const report = `dist/test/playwright${headed ? '-xvfb' : ''}.json`;
  const test = ['playwright', 'test', '--reporter=list,json', '--retries=1'];
  // -ac: the ordinary account that root's tests start the station as shows its window there, too.
  const server = '-screen 0 1600x1000x24 -nolisten tcp -ac';
  const screen = ['xvfb-run', '--auto-servernum', `--server-args=${server}`];
  return suite(name, report, countPlaywright, () =>
    withReadableTree((tree, before) =>
      check(name, [...before, ...(headed ? screen : []), ...test], {
        PATH: pathIn(tree),
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        ...(headed ? { STATION_HEADED: '1' } : {}),
      }),
    ),
  );
}

/**
 * From plug to signature, in a guest whose kernel has a USB bus. The guest waits much of its time: it runs beside
 * something else.
 *
 * @returns {() => Promise<Result>} waits for its end
 */
export function usbGuest() {
  const name = 'USB in a guest';
  const ended = checkBeside(name, ['node', 'test/usb/run.ts']);
  return async () => {
    const good = await ended();
    return suite(name, 'dist/test/usb.json', asCounted, () => good);
  };
}

/**
 * For a report that is a count.
 *
 * @param {any} report
 * @returns {Result}
 */
function asCounted({ passed, failed, skipped }) {
  return { passed, failed, skipped, failures: [], unsteady: [] };
}

/**
 * A suite that ended badly without a failed test counts as one failure.
 *
 * @param {string} name
 * @param {string} report
 * @param {(report: any) => Result} count
 * @param {() => boolean} run
 * @returns {Result}
 */
function suite(name, report, count, run) {
  const good = run();
  const result = takeReport(report, count);
  if (good || result.failed > 0) return result;
  console.log(`${name}: ended badly, though no test failed`);
  return { ...result, failed: 1 };
}
