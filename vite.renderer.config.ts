import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page, as files only: the content security policy lets no inline script, style or data URL in. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    // For Forge. `npm run build` names dist/page instead, since Forge empties .vite at each start.
    outDir: '../.vite/renderer/main_window',
    emptyOutDir: true,
    target: 'chrome140',
    rolldownOptions: { input: ['renderer/index.html', 'renderer/witness.html'] },
    modulePreload: false,
    assetsInlineLimit: 0,
    sourcemap: false,
  },
});
