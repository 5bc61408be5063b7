import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** Electron's main process: the window and what guards it. The station itself runs unbundled, beside it. */
export default defineConfig({
  build: {
    target: 'node24',
    emptyOutDir: false,
    minify: false,
    lib: {
      entry: 'main/shells/electron/main.ts',
      formats: ['cjs'],
      fileName: () => 'electron.cjs',
    },
    rolldownOptions: {
      external: ['electron', ...builtinModules.flatMap((name) => [name, `node:${name}`])],
    },
  },
});
