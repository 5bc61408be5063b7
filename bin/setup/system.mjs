import { accessSync, constants } from 'node:fs';
import { run } from './run.mjs';
import { Stop } from './stop.mjs';

/** @typedef {import('./needs.mjs').Need} Need */

/** Commands that only root has in PATH still count. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];

/** @param {string} path */
function exists(path) {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Debian packages that are missing, each once.
 *
 * @param {readonly Need[]} needs
 * @param {(path: string) => boolean} [has] whether a file is there
 * @returns {string[]}
 */
export function missingPackages(needs, has = exists) {
  const missing = needs.filter(({ command, files = [] }) => {
    const places = command === undefined ? files : FOLDERS.map((folder) => `${folder}/${command}`);
    return !places.some((path) => has(path));
  });
  return [...new Set(missing.map((need) => need.debian))];
}

/**
 * Installs what is missing when this is root on Debian; otherwise says the one command to run.
 *
 * @param {readonly Need[]} needs
 * @throws {Stop} with that command
 */
export function setUpSystem(needs) {
  const missing = missingPackages(needs);
  if (missing.length === 0) return;
  if (missingPackages([{ debian: 'apt', command: 'apt-get' }]).length > 0) {
    throw new Stop(`These programs are missing, by their names in Debian: ${missing.join(' ')}`);
  }
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0) {
    throw new Stop(
      `Debian packages are missing. Run this once, then start again:\n\n  sudo sh -c 'apt-get update && ${install.join(' ')}'\n`,
    );
  }
  console.log(`Installing Debian packages: ${missing.join(' ')}`);
  run(['apt-get', 'update']);
  run(install, { DEBIAN_FRONTEND: 'noninteractive' });
  const still = missingPackages(needs);
  if (still.length > 0) throw new Stop(`Still missing after installing: ${still.join(' ')}`);
}
