import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../setup/places.mjs';

/** The account without any rights that every system has. */
const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];

/**
 * Runs something where an account without rights can read the project: tests that root starts run
 * the station as such an account. In a folder like /root it cannot, so the project is shown at
 * another place, to this one command only.
 *
 * @template T
 * @param {(tree: string, before: readonly string[]) => T} work gets the readable path, and the words to put before a command
 * @returns {T}
 */
export function withReadableTree(work) {
  if (process.getuid?.() !== 0 || nobodyReads()) return work(ROOT, []);
  const place = mkdtempSync(join(tmpdir(), 'station-tree-'));
  chmodSync(place, 0o755);
  const script = 'mount --bind "$0" "$1" && cd "$1" && shift && exec "$@"';
  try {
    return work(place, ['unshare', '--mount', '--', 'sh', '-c', script, ROOT, place]);
  } finally {
    rmdirSync(place);
  }
}

function nobodyReads() {
  const [file, ...words] = [...NOBODY, 'test', '-r', `${ROOT}/package.json`];
  return spawnSync(file, words).status === 0;
}
