import { defineConfig } from 'vite';

/** The preload script: one file, since a sandboxed one can load no other. */
export default defineConfig({
  build: {
    target: 'chrome140',
    emptyOutDir: false,
    minify: false,
    lib: {
      entry: 'main/shells/electron/preload.ts',
      formats: ['cjs'],
      fileName: () => 'preload.cjs',
    },
    rolldownOptions: { external: ['electron'] },
  },
});
