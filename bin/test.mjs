/** `npm test`: sets up what is missing, then everything that must hold. Its last line counts the tests. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CORE, TESTS, WINDOW } from './setup/needs.mjs';
import { setUpNodePackages } from './setup/node-packages.mjs';
import { buildPage } from './setup/page.mjs';
import { ROOT } from './setup/places.mjs';
import { command } from './setup/stop.mjs';
import { setUpSystem } from './setup/system.mjs';
import { UNSTEADY_MOST } from './test/again.mjs';
import { sum } from './test/results.mjs';
import { check, checkBeside, playwright, usbGuest, vitest } from './test/steps.mjs';

const LINTED = [
  'src',
  'main',
  'renderer',
  'test',
  'bin',
  'forge.config.ts',
  'forge.carry.ts',
  'forge.archive.ts',
  'vitest.config.ts',
  'vite.main.config.ts',
  'vite.preload.config.ts',
  'vite.renderer.config.ts',
  'playwright.config.ts',
  'playwright.screenshots.config.ts',
];

await command(async () => {
  setUpSystem([...CORE, ...WINDOW, ...TESTS]);
  setUpNodePackages();

  // Kept by the path of a source, which is another one in each run: nothing in it is of use again.
  rmSync(join(ROOT, 'dist/test/compiled'), { recursive: true, force: true });

  // It has one core, and as long as the others together.
  const format = checkBeside('format', ['prettier', '--check', '--log-level=warn', '.']);
  const checks = {
    lint: check('lint', ['oxlint', '--type-aware', '--deny-warnings', ...LINTED]),
    types: check('types', ['tsc', '-p', 'tsconfig.json']),
    'types of the pure domain': check('types of src', ['tsc', '-p', 'tsconfig.src.json']),
    'types of bin': check('types of bin', ['tsc', '-p', 'bin/tsconfig.json']),
    format: await format(),
  };
  const results = [vitest([])];
  buildPage();
  results.push(playwright(false));
  const guest = usbGuest();
  results.push(playwright(true), await guest());

  const failedChecks = Object.entries(checks).flatMap(([name, good]) => (good ? [] : [name]));
  const { passed, failed, skipped, failures, unsteady } = sum(results);
  if (failures.length > 0) console.log(`\n── what failed\n\n${failures.join('\n\n')}`);
  if (unsteady.length > 0) {
    console.log(`\n── what failed, and passed when run once more\n\n${unsteady.join('\n\n')}`);
  }
  console.log(
    `\nchecks: ${failedChecks.length === 0 ? 'all hold' : `${failedChecks.join(', ')} failed`}`,
  );
  if (skipped > 0) console.log(`not run: ${skipped}`);
  if (unsteady.length > 0) console.log(`passed at the second try only: ${unsteady.length}`);
  console.log(`tests: ${passed} passed, ${failed} failed`);
  if (failed > 0 || failedChecks.length > 0 || unsteady.length > UNSTEADY_MOST) {
    process.exitCode = 1;
  }
});
