import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';

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

/** What the station sees of a network: the machine's own; nothing that is up; or one cable that leads out. */
export type Network = 'here' | 'none' | 'way-out';

/** Two ends of one cable in an empty network namespace, and a route over it: as good as a way out, and it leads nowhere. */
const CABLE = [
  'ip link add out0 type veth peer name in0',
  'ip link set in0 up',
  'ip link set out0 up',
  'ip addr add 192.0.2.2/24 dev out0',
  'ip route add default via 192.0.2.1',
].join(' && ');

/** Words to put before all others so that a command sees that network. */
export function inNetwork(network: Network): readonly string[] {
  if (network === 'here') return [];
  const { uid, gid } = userInfo();
  const root = uid === 0;
  if (network === 'none')
    return ['unshare', ...(root ? [] : ['--user', '--map-current-user']), '--net', '--'];
  // A cable is laid as root of the namespace; after that the command runs as whoever runs the tests.
  const back = root ? [] : ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
  const lay = ['sh', '-c', `${CABLE} && exec "$@"`, 'sh', ...back];
  return ['unshare', ...(root ? [] : ['--user', '--map-root-user']), '--net', '--', ...lay];
}
