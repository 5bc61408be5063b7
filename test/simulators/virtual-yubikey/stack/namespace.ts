import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/**
 * The program that starts another one in a network, a mount table and a process table of its own. An ordinary user
 * gets them through a user namespace, which the system may forbid.
 */
export function inNamespaces(command: readonly string[]): readonly string[] {
  const asUser = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  // Whatever ends the first process of the process table ends pcscd with it.
  return [
    'unshare',
    ...asUser,
    '--net',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child=SIGKILL',
    '--',
    ...command,
  ];
}

/**
 * Inside: pcscd's own folder at /run/pcscd, and a loopback that acknowledges at once. vpcd writes the length and the
 * bytes of a message one after the other; with delayed acknowledgements each command would cost 40 ms.
 */
export function prepareNamespaces(pcscdFolder: string): void {
  run('mount -t tmpfs tmpfs /run');
  mkdirSync('/run/pcscd');
  run('mount --bind', pcscdFolder, '/run/pcscd');
  run('ip link set lo up');
  for (const addresses of ['127.0.0.1', '127.0.0.0/8']) {
    run(
      `ip route change local ${addresses} dev lo table local proto kernel scope host src 127.0.0.1 quickack 1`,
    );
  }
}

/** Runs a program; its words, and then arguments that may hold anything. */
function run(words: string, ...more: readonly string[]): void {
  const [program = '', ...args] = words.split(' ');
  execFileSync(program, [...args, ...more], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: systemEnvironment,
  });
}

/** Programs of the system lie in sbin, too, which an ordinary user's PATH may lack. */
export const systemEnvironment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
