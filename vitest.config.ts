import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Hundreds of stations and token hosts are started: what the first of them compiled is not compiled again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'dist/test/compiled');

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'test/bench/**', 'node_modules/**'],
    // Two cores are the least that is asked for; Vitest alone would leave one of them to itself.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
