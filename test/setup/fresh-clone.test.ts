import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const minutes = 60_000;

let base: string;
let clone: string;
let home: string;
let running: ChildProcess | null = null;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'station-fresh-'));
  clone = join(base, 'clone');
  home = join(base, 'home');
  mkdirSync(home);
  // Nothing but what is committed: a file that was never added is missing here, as it is for everybody else.
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone]);
});
afterEach(end);
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** What a newcomer has: a home with nothing in it, the system's programs, and none of this run's. */
function environment(): NodeJS.ProcessEnv {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const system = folders.filter((folder) => !folder.includes('node_modules'));
  return { PATH: system.join(delimiter), HOME: home, LANG: 'C.UTF-8', TMPDIR: base };
}

function end(): void {
  const pid = running?.exitCode === null ? running.pid : undefined;
  running = null;
  if (pid !== undefined) process.kill(-pid, 'SIGTERM');
}

interface Start {
  readonly child: ChildProcess;
  readonly said: () => string;
}

/** `npm start` in the clone, and all that it says. */
function start(before: readonly string[] = []): Start {
  const [file, ...words] = [...before, 'npm', 'start'];
  const child = spawn(file, words, {
    cwd: clone,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the screen ends with what it shows.
    detached: true,
  });
  running = child;
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { child, said: () => said };
}

describe('a fresh clone with an empty home', () => {
  it(
    'sets itself up with one command, and rehearses where there is no screen',
    async () => {
      expect(existsSync(join(clone, 'node_modules'))).toBe(false);
      const { child, said } = start();
      const [code] = await once(child, 'close');
      expect({ code, said: said() }).toMatchObject({ code: 0 });
      expect(said()).toContain('Installing Node packages from the lockfile');
      expect(said()).toContain('There is no screen here: rehearsing in the terminal instead.');
      expect(said()).toMatch(/\bpass\b/i);
    },
    6 * minutes,
  );

  it(
    'opens the window with the same command where there is one, and installs nothing again',
    async () => {
      const { child, said } = start(['xvfb-run', '--auto-servernum']);
      await expect.poll(said, { timeout: 2 * minutes }).toContain('The window is open');
      expect(said()).not.toContain('Installing');
      expect(said()).toMatch(/Opening the station in (Electron|Chromium)/);
      const closed = once(child, 'close');
      end();
      await closed;
    },
    3 * minutes,
  );

  it('leaves the clone as it was committed', () => {
    const status = execFileSync('git', ['status', '--porcelain'], { cwd: clone, encoding: 'utf8' });
    expect(status).toBe('');
  });

  it('puts nothing into the home but its own folders and those of npm', () => {
    const known = /^\.(npm|config|cache|local|pki|keyholder-station)$|^(Ceremonies|Keyholder)/;
    expect(readdirSync(home).filter((name) => !known.test(name))).toEqual([]);
  });
});
