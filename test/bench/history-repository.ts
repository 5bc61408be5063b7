import { execFileSync } from 'node:child_process';
import { file, later, online, role, root } from '../audit/made-files.ts';

/** A new snapshot and timestamp in every commit, new targets in every tenth, a new root in every hundredth. */
const every = { targets: 10, root: 100 };
const targetsInFile = 50;

/**
 * Makes a bare Git repository of a TUF repository with so many commits, as signing by machines every few hours makes
 * them. Everything is signed as it has to be.
 */
export function makeHistory(folder: string, commits: number): void {
  const git = (args: readonly string[], input?: Buffer): void => {
    execFileSync('git', args, {
      cwd: folder,
      input,
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
  };
  git(['init', '-q', '--bare', '-b', 'main', '.']);
  git(['fast-import', '--quiet'], Buffer.concat([...stream(commits)]));
}

function* stream(commits: number): Generator<Buffer> {
  for (let number = 1; number <= commits; number += 1) {
    const at = `Ada <ada@example.org> ${1_700_000_000 + number * 3600} +0000`;
    yield Buffer.from(`commit refs/heads/main\ncommitter ${at}\ndata 1\n\n`);
    for (const [path, bytes] of filesOf(number)) {
      yield Buffer.from(`M 100644 inline ${path}\ndata ${bytes.length}\n`);
      yield Buffer.from(bytes);
      yield Buffer.from('\n');
    }
  }
}

function* filesOf(commit: number): Generator<readonly [string, Uint8Array]> {
  const versionOf = (often: number): number => 1 + Math.floor((commit - 1) / often);
  const isNew = (often: number): boolean => (commit - 1) % often === 0;
  const targets = versionOf(every.targets);
  if (isNew(every.root)) {
    const version = versionOf(every.root);
    const bytes = root({ version, expires: later });
    yield [`metadata/root_history/${version}.root.json`, bytes];
    yield ['metadata/root.json', bytes];
  }
  if (isNew(every.targets)) {
    yield [
      'metadata/targets.json',
      file(role('targets', targets, { targets: listOf(targets) }), [online]),
    ];
  }
  const meta = { 'targets.json': { version: targets } };
  yield ['metadata/snapshot.json', file(role('snapshot', commit, { meta }), [online])];
  yield ['metadata/timestamp.json', file(role('timestamp', commit), [online])];
}

const digits = (number: number): string => number.toString(16).padStart(64, '0');

function listOf(version: number) {
  return Object.fromEntries(
    Array.from({ length: targetsInFile }, (_, index) => [
      `release/file-${index}.tar.gz`,
      { hashes: { sha256: digits(version * 1000 + index) }, length: 1000 + index },
    ]),
  );
}
