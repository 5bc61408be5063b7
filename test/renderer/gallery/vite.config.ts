import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The gallery: the page's own code and styles, with a station that only tells canned values. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  logLevel: 'warn',
  build: {
    target: 'chrome140',
    modulePreload: false,
    assetsInlineLimit: 0,
    sourcemap: false,
  },
});
