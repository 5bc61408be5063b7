import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Runs a module script in the project's folder and gives the JSON of its last line. */
export function nodeScript(script: string): unknown {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '');
}
