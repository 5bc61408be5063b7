import { existsSync, readFileSync } from 'node:fs';
import { ROOT } from './places.mjs';

/** Where Electron's program lies, or null. Never asks the package `electron`: it would download it. */
export function electronBinary() {
  const folder = `${ROOT}/node_modules/electron`;
  const pathFile = `${folder}/path.txt`;
  if (!existsSync(pathFile)) return null;
  const binary = `${folder}/dist/${readFileSync(pathFile, 'utf8').trim()}`;
  return existsSync(binary) ? binary : null;
}
