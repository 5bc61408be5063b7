import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { pipeChild, type ChildPort } from '../../../main/tokens/child-port.ts';
import { childEnvironment } from '../../../main/tokens/environment.ts';
import { Answer } from '../../../main/tokens/wire.ts';
import { hostileModule, newFolder, until } from './tokens-under-test.ts';

const entry = fileURLToPath(new URL('../../../main/tokens/host/child.ts', import.meta.url));
const children: ChildPort[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

/** A real child, and a way to send it anything. */
function child(program = entry) {
  const port = pipeChild({ entry: program, environment: childEnvironment({}, {}) });
  children.push(port);
  const seen = { answers: [] as Answer[], over: false };
  port.onText((text) => seen.answers.push(Answer.parse(JSON.parse(text))));
  port.onEnd(() => {
    seen.over = true;
  });
  const settled = async (count: number) => {
    await until(() => seen.answers.length >= count || seen.over);
    return seen;
  };
  return { port, settled };
}

function load(id: number, file = hostileModule(), sha256?: string): string {
  const digest = sha256 ?? createHash('sha256').update(readFileSync(file)).digest('hex');
  return JSON.stringify({ id, op: 'load', path: file, sha256: digest, lock: null, database: null });
}

const refused = (id: number, code: string) => ({
  id,
  ok: false,
  fault: { kind: 'refused', code },
});

describe('the child that holds a module', () => {
  it('answers by number', async () => {
    const { port, settled } = child();
    port.send(load(7));
    const { answers } = await settled(1);
    expect(answers).toEqual([
      {
        id: 7,
        ok: true,
        result: {
          library: 'Hostile hostile module of the tests',
          version: '6.66',
          concurrent: true,
        },
      },
    ]);
  });

  it('holds one module', async () => {
    const { port, settled } = child();
    port.send(JSON.stringify({ id: 1, op: 'look', keys: 'all' }));
    port.send(load(2));
    port.send(load(3));
    const { answers } = await settled(3);
    expect(answers[0]).toEqual(refused(1, 'not-loaded'));
    expect(answers[2]).toEqual(refused(3, 'request'));
  });

  it('loads no file with another digest, and none that is no module', async () => {
    const { port, settled } = child();
    port.send(load(1, hostileModule(), 'ab'.repeat(32)));
    port.send(load(2, '/bin/true'));
    port.send(load(3, path.join(newFolder(), 'absent'), 'ab'.repeat(32)));
    const { answers } = await settled(3);
    expect(answers).toEqual([
      refused(1, 'file-differs'),
      refused(2, 'load-failed'),
      refused(3, 'load-failed'),
    ]);
  });

  it.each([
    'hello',
    '{"id":1}',
    '{"id":1,"op":"sign-digest"}',
    '{"id":1,"op":"sign","pin":"48261937"}',
    '{"id":1,"op":"look","keys":"all","more":1}',
  ])('ends without a word on a request that it does not know (%s)', async (text) => {
    const { port, settled } = child();
    port.send(text);
    expect(await settled(1)).toEqual({ answers: [], over: true });
  });

  it('that can not be started is over', async () => {
    const { settled } = child('/absent/child.ts');
    expect(await settled(1)).toEqual({ answers: [], over: true });
  });

  it('refuses bytes of another form by itself, before the token is asked', async () => {
    const { port, settled } = child();
    port.send(load(1));
    port.send(
      JSON.stringify({
        id: 2,
        op: 'sign',
        serial: 'HOSTILE-1',
        scheme: 'ecdsa-sha2-nistp256',
        pin: '48261937',
        keyId: '01',
        spkiDigest: 'ab'.repeat(32),
        purpose: 'tuf-canonical',
        bytes: Buffer.alloc(32).toString('base64'),
      }),
    );
    const { answers } = await settled(2);
    expect(answers[1]).toEqual(refused(2, 'purpose'));
  });
});

describe('a busy child that writes to no token', () => {
  it('ends with a station that was killed', async () => {
    const folder = newFolder();
    const [busy, station] = ['busy.mjs', 'station.mts'].map((name) => path.join(folder, name));
    if (busy === undefined || station === undefined) throw new Error('two files');
    // It sees no end of the pipe.
    writeFileSync(
      busy,
      `import { writeSync } from 'node:fs';
      writeSync(3, JSON.stringify(process.pid) + '\\n');
      for (;;);`,
    );
    const port = fileURLToPath(new URL('../../../main/tokens/child-port.ts', import.meta.url));
    writeFileSync(
      station,
      `import { pipeChild } from ${JSON.stringify(port)};
      const child = pipeChild({ entry: ${JSON.stringify(busy)}, environment: {} });
      child.onText((text) => console.log(text));`,
    );
    const killed = spawn(process.execPath, [station], { stdio: ['ignore', 'pipe', 'inherit'] });
    const told = await once(killed.stdout, 'data');
    const pid = Number(String(told[0]));
    expect(isRunning(pid)).toBe(true);
    killed.kill('SIGKILL');
    try {
      await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
    } finally {
      if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    }
  });
});

/** Not gone, and not only waiting for somebody to note its end. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('compiled code', () => {
  it('is kept though the child was killed', async () => {
    const folder = newFolder();
    const killed = spawn(process.execPath, [entry], {
      env: { ...childEnvironment({}, {}), NODE_COMPILE_CACHE: folder },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const pipe = killed.stdio[3];
    const ended = new Promise((resolve) => killed.once('exit', (_, signal) => resolve(signal)));
    pipe?.once('data', () => killed.kill('SIGKILL'));
    if (pipe !== null && pipe !== undefined && 'write' in pipe) pipe.write(`${load(1)}\n`);
    expect(await ended).toBe('SIGKILL');
    const [part = ''] = readdirSync(folder);
    expect(readdirSync(path.join(folder, part)).length).toBeGreaterThan(10);
  });
});
