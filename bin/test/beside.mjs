import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../setup/places.mjs';

/**
 * Starts a tool beside what is run meanwhile. What it says is kept, and shown in one piece under its name when its end is
 * asked for.
 *
 * @param {string} name
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} environment
 * @returns {() => Promise<boolean>} waits for its end; whether that was good
 */
export function beside(name, [file = '', ...words], environment) {
  const said = join(ROOT, `dist/test/${name.replaceAll(' ', '-')}.log`);
  mkdirSync(dirname(said), { recursive: true });
  const log = openSync(said, 'w');
  const child = spawn(file, words, {
    cwd: ROOT,
    stdio: ['ignore', log, log],
    env: environment,
  });
  closeSync(log);
  /** @type {Promise<boolean>} */
  const ended = new Promise((resolve) => {
    child.once('error', ({ message }) => {
      console.log(message);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
  return async () => {
    const good = await ended;
    console.log(`\n── ${name}`);
    process.stdout.write(readFileSync(said));
    rmSync(said);
    return good;
  };
}
