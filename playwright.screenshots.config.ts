import { defineConfig } from '@playwright/test';
import type { StationOptions } from './test/e2e/fixture.ts';

/** `npm run screenshots`: the pictures of README and docs, taken from the real window. */
export default defineConfig<StationOptions>({
  testDir: 'test/e2e',
  testMatch: 'screenshots*.spec.ts',
  outputDir: 'dist/screenshots',
  timeout: 180_000,
  // A machine with two busy cores takes its time.
  expect: { timeout: 30_000 },
  workers: 1,
  reporter: [['list']],
  use: { network: 'none' },
});
