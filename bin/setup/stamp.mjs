import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './places.mjs';

/**
 * A digest over the names and contents of files and folders, in a fixed order.
 *
 * @param {readonly string[]} paths below the project's folder
 */
export function digestOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesOf)) {
    const body = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${body.length}\0`).update(body);
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return (
    readdirSync(join(ROOT, path))
      // Node 18 has no toSorted.
      // oxlint-disable-next-line unicorn/no-array-sort
      .sort()
      .flatMap((name) => filesOf(`${path}/${name}`))
  );
}

/**
 * Does work whose sources changed since it was done last. The stamp goes before the work starts, so
 * that work that was cut off is done again.
 *
 * @param {string} stamp file that keeps the digest, below the project's folder
 * @param {string} digest of the sources
 * @param {() => void} work
 * @returns {boolean} whether there was anything to do
 */
export function whenChanged(stamp, digest, work) {
  const file = join(ROOT, stamp);
  if (readStamp(file) === digest) return false;
  rmSync(file, { force: true });
  work();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, digest);
  return true;
}

/** @param {string} file */
function readStamp(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
