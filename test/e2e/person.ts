import { spawnSync } from 'node:child_process';

/** An account without rights, made by the tests when they run as root, so that real mode and Chromium's sandbox are tested. */
export const ORDINARY = 'station-test';

export type Person = 'me' | 'ordinary';

/** Words to put before a command so that this person runs it. Run by an ordinary user, there is only `me`. */
export function runAs(person: Person): readonly string[] {
  if (person === 'me' || process.getuid?.() !== 0) return [];
  return ['setpriv', `--reuid=${ORDINARY}`, `--regid=${ORDINARY}`, '--init-groups', '--'];
}

/** Makes the account where it is missing. Needs root; does nothing for anybody else. */
export function makeOrdinaryPerson(): void {
  if (process.getuid?.() !== 0) return;
  if (spawnSync('id', [ORDINARY]).status === 0) return;
  const words = ['--create-home', '--shell', '/usr/sbin/nologin', ORDINARY];
  const made = spawnSync('useradd', words, { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the account ${ORDINARY} cannot be made: ${made.stderr}`);
}

/** Words to put before all others so that the command sees no network: nothing is up, and nothing leads out. */
export function withoutNetwork(): readonly string[] {
  const own = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user'];
  return ['unshare', ...own, '--net', '--'];
}
