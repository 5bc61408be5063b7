import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  goodPin,
  hostileTokens,
  newFolder,
  openTokens,
  practiceKey,
  practiceToken,
  rejection,
  rootBytes,
} from './tokens-under-test.ts';

const wrongPin = '59374826';

/** The processes that this test started and that hold a module. */
function childProcesses(): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    const status = readOrEmpty(`/proc/${name}/status`);
    const own = status.includes(`\nPPid:\t${process.pid}\n`);
    return own && readOrEmpty(`/proc/${name}/cmdline`).includes('child.ts');
  });
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

function linkOrEmpty(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function everyFile(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readOrEmpty(path.join(entry.parentPath, entry.name)))
    .join('\n');
}

describe('a PIN', () => {
  it('is in no file, no command line, no environment and no error', async () => {
    const folder = newFolder();
    const hosts = await openTokens({
      practiceFolder: path.join(folder, 'practice'),
      settingsFolder: path.join(folder, 'settings'),
    });
    const ref = await practiceToken(hosts);
    const { key } = await practiceKey(hosts, ref);
    const request = { key, scheme: 'ecdsa-sha2-nistp256', purpose: 'tuf-canonical' } as const;
    await hosts.sign({ ...request, bytes: rootBytes, pin: goodPin });
    const error = await rejection(hosts.sign({ ...request, bytes: rootBytes, pin: wrongPin }));

    const children = childProcesses();
    expect(children).toHaveLength(1);
    const proc = children.map((pid) => {
      return readOrEmpty(`/proc/${pid}/cmdline`) + readOrEmpty(`/proc/${pid}/environ`);
    });
    const told = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
    const everything = `${proc.join()}${told}${error.stack}${everyFile(folder)}`;
    expect(everything.length).toBeGreaterThan(1000);
    for (const pin of [goodPin, wrongPin]) expect(everything).not.toContain(pin);
  });

  it('is not in the error of a PIN that may not be chosen', async () => {
    const hosts = await openTokens();
    const ref = await hosts.createPractice('Ada');
    const error = await rejection(hosts.setPin(ref, '23456789'));
    expect(inspect(error, { depth: 9 })).not.toContain('23456789');
  });

  it('that a library prints is printed to nobody', async () => {
    const { hosts, key } = await hostileTokens({ mode: 'tell the pin' });
    const request = { key, scheme: 'ecdsa-sha2-nistp256', purpose: 'tuf-canonical' } as const;
    const error = await rejection(hosts.sign({ ...request, bytes: rootBytes, pin: goodPin }));
    expect(error.code).toBe('module.lies');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(goodPin);
  });

  it('is typed into a process that leaves no core file and shares nothing', async () => {
    const hosts = await openTokens();
    await hosts.list();
    const [pid] = childProcesses();
    expect(readOrEmpty(`/proc/${pid}/limits`)).toMatch(/Max core file size\s+0\s+0\s/);
    const names = readOrEmpty(`/proc/${pid}/environ`)
      .split('\0')
      .map((pair) => pair.split('=')[0]);
    expect(new Set(names)).toEqual(new Set(['PATH', 'SOFTHSM2_CONF', 'PWD', '']));
    const open = readdirSync(`/proc/${pid}/fd`).map((name) => {
      return [Number(name), linkOrEmpty(`/proc/${pid}/fd/${name}`)] as const;
    });
    const devices = open.filter(([descriptor]) => descriptor < 3).map(([, target]) => target);
    expect(devices).toEqual(['/dev/null', '/dev/null', '/dev/null']);
    const files = open
      .map(([, target]) => target)
      .filter((target) => /^\/(?!dev\/null)/.test(target));
    expect(files.every((target) => target.endsWith('/stations.lock'))).toBe(true);
    const sockets = open.filter(([, target]) => target.startsWith('socket:'));
    expect(sockets.map(([descriptor]) => descriptor)).toEqual([3]);
  });
});
