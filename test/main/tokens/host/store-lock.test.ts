import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreLock } from '../../../../main/tokens/host/store-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => path.join(folder, 'stations.lock');

/** Whether another connection could take the lock now, without waiting. */
function isFree(): boolean {
  const other = new DatabaseSync(file(), { timeout: 0 });
  try {
    other.exec('BEGIN EXCLUSIVE');
    other.exec('ROLLBACK');
    return true;
  } catch {
    return false;
  } finally {
    other.close();
  }
}

describe('the lock on the practice store', () => {
  it('is held while the work runs, each time, and free after it', async () => {
    const lock = new StoreLock(file());
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await lock.hold(async () => isFree())).toBe(false);
      expect(isFree()).toBe(true);
    }
  });

  it('is free after work that failed', async () => {
    const lock = new StoreLock(file());
    await expect(lock.hold(async () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(isFree()).toBe(true);
    expect(await lock.hold(async () => 'again')).toBe('again');
  });

  it('leaves no file beside its own, also while it is held', async () => {
    const lock = new StoreLock(file());
    expect(await lock.hold(async () => readdirSync(folder))).toEqual(['stations.lock']);
    expect(readdirSync(folder)).toEqual(['stations.lock']);
  });
});
