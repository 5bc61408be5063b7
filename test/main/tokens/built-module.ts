import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { softHsmPaths } from '../../../main/tokens/known-paths.ts';

/** Builds a module of the tests with the system's C compiler. @returns the library's path in this folder */
export function buildModule(name: 'hostile' | 'hiding', folder: string): string {
  const source = fileURLToPath(
    new URL(`../../simulators/${name}-module/${name}.c`, import.meta.url),
  );
  const library = path.join(folder, `lib${name}.so`);
  const softHsm = softHsmPaths.find((each) => existsSync(each)) ?? '';
  const flags = ['-std=c11', '-D_DEFAULT_SOURCE', `-DSOFTHSM="${softHsm}"`];
  const strict = ['-Wall', '-Wextra', '-Werror', '-shared', '-fPIC', '-pthread'];
  execFileSync('cc', [...flags, ...strict, '-o', library, source, '-ldl']);
  return library;
}
