import { NODE } from './places.mjs';
import { run } from './run.mjs';
import { digestOf, whenChanged } from './stamp.mjs';

const VITE = 'node_modules/vite/bin/vite.js';
const PAGE_SOURCES = ['renderer', 'src', 'assets', 'vite.renderer.config.ts', 'package-lock.json'];
const ELECTRON_SOURCES = [...PAGE_SOURCES, 'main', 'vite.main.config.ts', 'vite.preload.config.ts'];

/** Builds the page for Chromium into dist/page when its sources changed. */
export function buildPage() {
  whenChanged('dist/page.stamp', digestOf(PAGE_SOURCES), () => {
    console.log('Building the page');
    build('vite.renderer.config.ts', '../dist/page');
  });
}

/** Builds the program and the page for Electron into .vite when their sources changed. */
export function buildForElectron() {
  whenChanged('.vite/build.stamp', digestOf(ELECTRON_SOURCES), () => {
    console.log('Building the station for Electron');
    build('vite.main.config.ts', '.vite/build');
    build('vite.preload.config.ts', '.vite/build');
    build('vite.renderer.config.ts', '../.vite/renderer/main_window');
  });
}

/**
 * @param {string} config
 * @param {string} folder
 */
function build(config, folder) {
  run([NODE, VITE, 'build', '-c', config, '--outDir', folder, '--logLevel', 'warn']);
}
