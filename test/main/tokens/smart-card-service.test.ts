import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceRuns } from '../../../main/tokens/smart-card/service-runs.ts';
import type { TokenHosts } from '../../../main/tokens/token-hosts.ts';
import type { TokenRef } from '../../../main/tokens/token.ts';
import {
  startYubikeyStack,
  type YubikeyStack,
} from '../../simulators/virtual-yubikey/stack/start.ts';
import {
  count,
  goodPin,
  hostileTokens,
  newFolder,
  openTokens,
  practiceOnly,
  rejection,
  rootBytes,
} from './tokens-under-test.ts';

const library = '/usr/lib/x86_64-linux-gnu/libykcs11.so';
const holder = fileURLToPath(
  new URL('../../simulators/virtual-yubikey/hold-card.py', import.meta.url),
);

async function stationOn(socket: string): Promise<TokenHosts> {
  const hosts = await openTokens({
    places: { ...practiceOnly, embedded: [] },
    moduleEnvironment: { PCSCLITE_CSOCK_NAME: socket },
  });
  const file = await hosts.chooseModule(library);
  await hosts.approveModule(file.id, file.sha256);
  return hosts;
}

/** A socket that nobody listens on any more, as a service leaves it that was killed. */
async function staleSocket(): Promise<string> {
  const folder = newFolder();
  const [open, left] = [path.join(folder, 'open'), path.join(folder, 'left')];
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(open, resolve);
  });
  renameSync(open, left);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return left;
}

/** The process id of a stack's own pcscd. */
function pcscdOf({ folder }: YubikeyStack): number {
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const words = commandOf(name);
    if (words[0] === 'pcscd' && words.includes(path.join(folder, 'readers'))) return Number(name);
  }
  throw new Error('the stack has no pcscd');
}

/** The words of a process's command; none where it has ended meanwhile. */
function commandOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

describe('without the smart card service', { timeout: 60_000 }, () => {
  it.each([
    ['never started', async () => path.join(newFolder(), 'pcscd.comm')],
    ['killed', staleSocket],
  ])('%s: the library says so in the words of the station', async (_, socketOf) => {
    const socket = await socketOf();
    expect(await serviceRuns(socket)).toBe(false);
    const hosts = await stationOn(socket);
    const { tokens, modules } = await hosts.list();
    expect(tokens).toEqual([]);
    expect(modules[0]).toMatchObject({
      state: 'failed',
      sentence: 'Not in use: the smart card service does not run. Start pcscd, then look again.',
    });
    const ref = { module: modules[0]?.id, serial: '24617802' } as TokenRef;
    const error = await rejection(hosts.yubikeys.changePin(ref, goodPin, '59162738'));
    expect(error.code).toBe('module.service-not-running');
    expect(error.notDone).toContain('No PIN was set');
  });
});

describe('with the smart card service', { timeout: 90_000 }, () => {
  let stack: YubikeyStack;
  beforeAll(async () => {
    stack = await startYubikeyStack({ keys: [{ serial: 24617802, firmware: '5.4.3' }] });
  }, 90_000);
  afterAll(async () => stack?.close());

  async function station(): Promise<{ hosts: TokenHosts; ref: TokenRef }> {
    const hosts = await stationOn(stack.environment.PCSCLITE_CSOCK_NAME);
    const { tokens } = await hosts.list();
    const ref = tokens[0]?.ref;
    if (ref == null) throw new Error('the YubiKey is not listed');
    return { hosts, ref };
  }

  /** Another program that holds the card for itself until it is told to end. */
  async function exclusively(): Promise<() => Promise<void>> {
    const child = spawn('/usr/bin/python3', [holder, stack.readerName(0)], {
      env: { PATH: '/usr/bin:/bin', ...stack.environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = new Promise<void>((resolve) => {
      child.once('close', () => resolve());
    });
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve());
      child.once('close', (code) => reject(new Error(`the card could not be held (${code})`)));
    });
    return async () => {
      child.stdin.end();
      await ended;
    };
  }

  it('a card that another program holds is in use, and no PIN reaches it', async () => {
    // First, as where GnuPG was faster: the library would keep a connection of its own.
    const letGo = await exclusively();
    await stack.keys[0]?.log();
    const hosts = await stationOn(stack.environment.PCSCLITE_CSOCK_NAME);
    const { tokens, modules } = await hosts.list();
    expect(tokens).toEqual([]);
    const ref = { module: modules[0]?.id, serial: '24617802' } as TokenRef;
    const busy = await rejection(hosts.yubikeys.changePin(ref, goodPin, '59162738'));
    expect(busy).toMatchObject({
      code: 'token.busy',
      message: 'another program uses the token',
      notDone: ['No PIN was set'],
    });
    const log = (await stack.keys[0]?.log()) ?? [];
    expect(log.filter((line) => /^> 00(20....08|24|2c)/.test(line))).toEqual([]);
    await letGo();
    expect((await hosts.yubikeys.status(ref)).serial).toBe('24617802');
    expect((await hosts.list()).tokens).toHaveLength(1);
  });

  it('that is stopped while the station runs is named', async () => {
    const { hosts, ref } = await station();
    process.kill(pcscdOf(stack), 'SIGTERM');
    const socket = stack.environment.PCSCLITE_CSOCK_NAME;
    await expect.poll(() => serviceRuns(socket), { timeout: 20_000 }).toBe(false);
    const error = await rejection(hosts.yubikeys.status(ref));
    expect(error.code).toBe('module.service-not-running');
    await hosts.list();
    const { tokens, modules } = await hosts.list();
    expect(tokens).toEqual([]);
    expect(modules[0]?.sentence).toContain('the smart card service does not run');
  });
});

describe('a smart card service that is started again', { timeout: 90_000 }, () => {
  it('shows its tokens again, without the station being started again', async () => {
    const keys = [{ serial: 24617802, firmware: '5.4.3' }];
    // A service cannot be started again under the feet of a stack: another one takes its place at the socket.
    const place = path.join(newFolder(), 'comm');
    const first = await startYubikeyStack({ keys });
    try {
      symlinkSync(first.environment.PCSCLITE_CSOCK_NAME, place);
      const hosts = await stationOn(place);
      expect((await hosts.list()).tokens).toMatchObject([{ serial: '24617802' }]);
      process.kill(pcscdOf(first), 'SIGKILL');
      rmSync(place);
      const second = await startYubikeyStack({ keys });
      try {
        symlinkSync(second.environment.PCSCLITE_CSOCK_NAME, place);
        // The library takes one look to notice, and shows nothing in that one.
        const listed = async () => (await hosts.list()).tokens.map(({ serial }) => serial);
        await expect.poll(listed, { timeout: 20_000 }).toEqual(['24617802']);
        const { tokens, modules } = await hosts.list();
        expect(modules.map(({ state }) => state)).toEqual(['ready']);
        const [token] = tokens;
        if (token?.ref == null) throw new Error('the YubiKey is not listed');
        expect((await hosts.yubikeys.status(token.ref)).serial).toBe('24617802');
      } finally {
        await second.close();
      }
    } finally {
      await first.close();
    }
  });
});

describe('a session that finds the token at something else', { timeout: 60_000 }, () => {
  // No real module is known that answers so to a fresh session in a process of its own; this one does.
  it.each([
    ['an operation is active', 'C_SignInit=144', 'C_SignInit'],
    ['somebody is logged in', 'C_Login=256', 'C_Login'],
    ['somebody else is logged in', 'C_Login=260', 'C_Login'],
  ])('%s: it stops, and nothing is sent again', async (_, fail, called) => {
    const { hosts, key, calls } = await hostileTokens({ fail });
    await hosts.list();
    calls();
    const error = await rejection(
      hosts.sign({
        key,
        scheme: 'ecdsa-sha2-nistp256',
        purpose: 'tuf-canonical',
        bytes: rootBytes,
        pin: goodPin,
      }),
    );
    expect(error).toMatchObject({
      code: 'token.busy',
      message: 'the token is still at something that was begun before',
      hint: expect.stringContaining('Take it out, plug it in again'),
    });
    const seen = calls();
    expect(count(seen, called)).toBe(1);
    expect(count(seen, 'C_Sign')).toBe(0);
    expect(seen.join(' ')).toMatch(/C_Close(All)?Sessions?/);
  });
});
