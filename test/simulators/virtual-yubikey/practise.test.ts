import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { practise } from './practise.ts';

const run = promisify(execFile);

it('serves a key until somebody quits, and leaves nothing behind', async () => {
  const said: string[] = [];
  let folder = '';
  async function* person() {
    const socket = /PCSCLITE_CSOCK_NAME=(\S+)/.exec(said.join('\n'))?.[1] ?? '';
    folder = socket.replace(/\/pcscd\/.*$/, '');
    const { stdout } = await run('yubico-piv-tool', ['--action', 'status'], {
      env: { PATH: process.env.PATH, PCSCLITE_CSOCK_NAME: socket },
    });
    expect(stdout).toContain('Serial Number:\t55667788');
    expect(existsSync(folder)).toBe(true);
    yield* ['t', 'u', 'p', 'x', 'q', 'u'];
  }
  const code = await practise(['--serial', '55667788', '--firmware', '5.7.1'], {
    pressed: person(),
    say: (line) => said.push(line),
  });
  expect(code).toBe(0);
  expect(said.slice(1)).toEqual([
    'Touched, and nothing waited for it.',
    'Pulled out.',
    'Plugged in.',
    't touch   u pull out   p plug in   q quit',
    'The virtual YubiKey is gone, with everything on it.',
  ]);
  expect(existsSync(folder)).toBe(false);
});

it.each([
  ['an option that is none', ['--serail', '1']],
  ['a serial that is none', ['--serial', '0']],
  ['a firmware that is none', ['--firmware', 'new']],
])('says how to start it for %s', async (_, args) => {
  const said: string[] = [];
  const pressed = (async function* () {})();
  expect(await practise(args, { pressed, say: (line) => said.push(line) })).toBe(2);
  expect(said.join('')).toContain('--firmware');
});
