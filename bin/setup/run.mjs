import { spawnSync } from 'node:child_process';
import { ROOT } from './places.mjs';
import { Stop } from './stop.mjs';

/**
 * Runs a command of the set-up in the project's folder; its output goes to the terminal.
 *
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} [environment] beside the caller's own
 * @throws {Stop} when it cannot be started or ends with another code than 0
 */
export function run(words, environment = {}) {
  const [file = '', ...rest] = words;
  const { status, error } = spawnSync(file, rest, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) throw new Stop(`${file} could not be started: ${error.message}`);
  if (status !== 0) throw new Stop(`This did not work: ${words.join(' ')}`);
}
