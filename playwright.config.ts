import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { electronBinary } from './test/e2e/electron-station.ts';
import type { StationOptions } from './test/e2e/fixture.ts';

// Each test starts a station: what the first of them compiled is not compiled again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'dist/test/compiled');

/** `npm test` runs everything headless first, then what is marked @window again on a screen. */
const headed = process.env['STATION_HEADED'] === '1';

/** Pictures for the documents are taken by `npm run screenshots`. */
const pictures = '**/screenshots*.spec.ts';
/** Scenes of the page alone: nothing but a browser, so two run at a time, beside what waits for a station. */
const gallery = '**/gallery/*.spec.ts';

export default defineConfig<StationOptions>({
  testDir: 'test/e2e',
  outputDir: 'dist/e2e',
  timeout: 90_000,
  // A machine with two busy cores takes its time; a test fails on what is shown, not on when.
  expect: { timeout: 30_000 },
  workers: 3,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  ...(headed ? { grep: /@window/ } : {}),
  projects: [
    {
      name: headed ? 'chromium-window' : 'chromium',
      // A station has several processes, and tokens beside: one at a time.
      workers: 1,
      testIgnore: ['**/real-mode/**', gallery, pictures],
      use: { headed },
    },
    ...(headed ? [] : [{ name: 'gallery', testMatch: gallery, fullyParallel: true, workers: 2 }]),
    {
      // Real mode, as an ordinary user, with Chromium's own sandbox on.
      name: headed ? 'chromium-user-window' : 'chromium-user',
      workers: 1,
      testMatch: ['**/real-mode/**', '**/shells/**'],
      use: { headed, person: 'ordinary' },
    },
    // Where Electron's program is present, the specs run on it as well.
    ...(electronBinary() === null
      ? []
      : [
          {
            name: 'electron',
            workers: 1,
            testIgnore: ['**/shells/**', gallery, pictures],
            use: { shellName: 'electron' as const },
          },
        ]),
  ],
});
