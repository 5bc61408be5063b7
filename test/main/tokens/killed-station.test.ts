import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hostileModule, newFolder, until } from './tokens-under-test.ts';

const script = fileURLToPath(new URL('./station-to-kill.ts', import.meta.url));

/** Starts a station that makes a key, ends it while the token is at it, and gives what the module was asked in all. */
async function endWhileAKeyIsMade(end: (station: ChildProcess) => void): Promise<string[]> {
  const folder = newFolder();
  const log = path.join(folder, 'calls');
  const calls = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
  const words = [script, folder, hostileModule(), log];
  const station = spawn(process.execPath, words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const over = new Promise((resolve) => station.once('exit', resolve));
  try {
    await until(() => calls().includes('C_GenerateKeyPair'), 30_000);
    expect(calls()).not.toContain('generated');
    end(station);
    await over;
    await until(() => calls().includes('generated'), 10_000).catch(() => {});
  } finally {
    station.kill('SIGKILL');
  }
  return calls();
}

// SoftHSM writes the files of a token in place: one whose process was killed meanwhile was gone from then on, or had half a key.
describe('a token that is being written to', () => {
  it.each<[string, (station: ChildProcess) => void]>([
    ['is killed', (station) => station.kill('SIGKILL')],
    ['is closed', (station) => station.kill('SIGTERM')],
    ['is stopped with Ctrl+C, with all its processes', (station) => signalAll(station, 'SIGINT')],
    ['loses its terminal, with all its processes', (station) => signalAll(station, 'SIGHUP')],
  ])('is left to end that when its station %s', async (_, end) => {
    const calls = await endWhileAKeyIsMade(end);
    expect(calls.filter((call) => call === 'C_GenerateKeyPair')).toHaveLength(1);
    expect(calls).toContain('generated');
  });
});

function signalAll({ pid }: ChildProcess, signal: 'SIGINT' | 'SIGHUP'): void {
  if (pid === undefined) throw new Error('the station did not start');
  process.kill(-pid, signal);
}
