/** `npm start`: sets up what is missing, then opens the station. Runs on any Node from 18 on. */
import { spawn } from 'node:child_process';
import { electronBinary } from './setup/electron.mjs';
import { CORE, WINDOW } from './setup/needs.mjs';
import { setUpNodePackages } from './setup/node-packages.mjs';
import { buildForElectron, buildPage } from './setup/page.mjs';
import { NODE, ROOT } from './setup/places.mjs';
import { command } from './setup/stop.mjs';
import { setUpSystem } from './setup/system.mjs';

const hasScreen = ['DISPLAY', 'WAYLAND_DISPLAY'].some((name) => Boolean(process.env[name]));

await command(() => {
  const electron = hasScreen ? electronBinary() : null;
  setUpSystem(hasScreen && electron === null ? [...CORE, ...WINDOW] : CORE);
  setUpNodePackages();
  if (!hasScreen) {
    console.log('There is no screen here: rehearsing in the terminal instead.');
    return follow([NODE, 'main/cli/main.ts', 'rehearse', ...process.argv.slice(2)]);
  }
  if (electron !== null) {
    buildForElectron();
    console.log('Opening the station in Electron.');
    // Electron, too, refuses to sandbox its renderers for root; the station then offers rehearsals only.
    const root = process.getuid?.() === 0;
    return follow([electron, ROOT, ...(root ? ['--no-sandbox'] : [])]);
  }
  buildPage();
  console.log('Opening the station in Chromium. Electron is not installed here.');
  follow([NODE, 'main/shells/chromium/main.ts']);
});

/**
 * Runs the station itself, hands signals on to it, and ends as it ends.
 *
 * @param {readonly string[]} words
 */
function follow([file = '', ...words]) {
  const child = spawn(file, words, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: `${ROOT}/node_modules/.cache/node` },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.once('exit', (code) => {
    process.exit(code ?? 1);
  });
}
