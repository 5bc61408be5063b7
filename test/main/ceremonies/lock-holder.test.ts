import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  holderBytes,
  isSurelyDead,
  type LockHolder,
  mayRunHere,
  parseHolder,
  thisHolder,
} from '../../../main/ceremonies/lock-holder.ts';
import { fromUtf8, utf8 } from '../../../src/encoding/utf8.ts';

let here: LockHolder;
beforeAll(async () => {
  here = await thisHolder('2027-07-14T14:00:00Z');
});

const written = (change: Readonly<Record<string, unknown>>): Uint8Array =>
  utf8(JSON.stringify({ ...here, ...change }));

describe('whoever has a folder open', () => {
  test('is this process, as the kernel tells', async () => {
    expect(here).toMatchObject({ format: 'station-lock/1', pid: process.pid });
    expect(here.started).toMatch(/^\d+$/);
    expect(here.boot).toMatch(/^[0-9a-f-]{36}$/);
    expect(here.pids).toMatch(/^pid:\[\d+\]$/);
    const again = await thisHolder('2027-07-14T14:00:00Z');
    // Two openings of one process are told apart.
    expect({ ...again, nonce: '' }).toEqual({ ...here, nonce: '' });
    expect(again.nonce).not.toBe(here.nonce);
  });

  test('is written and read without a loss', () => {
    expect(parseHolder(holderBytes(here))).toEqual(here);
  });

  test.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['another format', { format: 'station-lock/2' }],
    ['no process', { pid: 0 }],
    ['a process below zero: a signal to it would go to a group', { pid: -1 }],
    ['half a process', { pid: 1.5 }],
    ['a process as text', { pid: '7' }],
    ['a member more', { more: 1 }],
    ['a member that is missing', { boot: undefined }],
    ['a path in a name', { host: '../a' }],
    ['a line in a name', { host: 'a\nb' }],
    ['a sign that steers a terminal', { host: '\u001b[2J' }],
    ['a name that is too long', { host: 'a'.repeat(129) }],
    ['a time that is too long', { at: 'a'.repeat(41) }],
    ['more than a lock has', { nonce: 'a'.repeat(5000) }],
  ])('is not read from %s', (_, change) => {
    expect(parseHolder(written(change))).toBeNull();
  });

  test('is nobody, and no fault, for any other bytes', () => {
    const whole = fromUtf8(holderBytes(here));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (at) => {
        expect(parseHolder(utf8(whole.slice(0, at)))).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(parseHolder(bytes)).toBeNull();
      }),
    );
  });
});

describe('a process that is surely dead', () => {
  test('is not this one', async () => {
    expect(await isSurelyDead(here, here)).toBe(false);
  });

  test('is one that has ended, in the same boot and namespace', async () => {
    const child = spawn('true');
    const { pid = 0 } = child;
    await once(child, 'exit');
    expect(await isSurelyDead({ ...here, pid, started: '1' }, here)).toBe(true);
  });

  test('is one whose number another process has now', async () => {
    expect(await isSurelyDead({ ...here, started: '1' }, here)).toBe(true);
  });

  test('is none of another namespace, where the same number is another process', async () => {
    expect(await isSurelyDead({ ...here, pids: 'pid:[1]', started: '1' }, here)).toBe(false);
  });

  test.each([
    ['the same machine', 'm', 'm', true],
    ['another machine', 'm', 'n', false],
    ['a machine without an id, on one without', '', '', false],
    ['a machine without an id', '', 'm', false],
  ])('is one of another boot of %s', async (_, theirs, ours, dead) => {
    const holder = { ...here, boot: 'other', machine: theirs };
    expect(await isSurelyDead(holder, { ...here, machine: ours })).toBe(dead);
  });

  test('may run here only in this boot', () => {
    expect(mayRunHere(here, here)).toBe(true);
    expect(mayRunHere({ ...here, boot: 'other' }, here)).toBe(false);
  });
});
