import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type ConnectOverCDPTransport } from '@playwright/test';
import { inNetwork, makeOrdinaryPerson, ORDINARY, runAs, type Person } from './person.ts';
import type { RunningStation, StartOptions } from './running-station.ts';

interface Told {
  message?: object;
  said?: string;
  logged?: string;
}

const ENTRY = join(import.meta.dirname, 'station-process.ts');

/** Makes an empty home folder for the person. */
export function makeHome(person: Person): string {
  const home = mkdtempSync(join(tmpdir(), 'station-test-home-'));
  if (runAs(person).length > 0) {
    makeOrdinaryPerson();
    spawnSync('chown', [ORDINARY, home]);
  }
  return home;
}

/** Starts the station in a process of its own, and gives the page in its window. */
export async function startInChromium(options: StartOptions): Promise<RunningStation> {
  const home = options.home ?? makeHome(options.person);
  const words = [
    ...(options.kind === 'small' ? ['small'] : []),
    ...(options.headed ? [] : ['headless']),
    ...(options.extraArguments ?? []),
  ];
  const command = [
    ...inNetwork(options.network ?? 'here'),
    ...runAs(options.person),
    process.execPath,
    ENTRY,
    ...words,
  ];
  const child = spawn(command[0]!, command.slice(1), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...environmentFor(home), ...options.environment },
  });
  const said: string[] = [];
  const logged: string[] = [];
  const over = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  const transport: ConnectOverCDPTransport = {
    send: (message) => void (child.connected && child.send(message, () => {})),
    close: () => {},
  };
  const opened = Promise.withResolvers<void>();
  child.on('message', (told: Told) => {
    const { message } = told;
    // Playwright counts on each message to come in a turn of its own.
    if (message !== undefined) setImmediate(() => transport.onmessage?.(message));
    if (told.logged !== undefined) logged.push(told.logged);
    if (told.said !== undefined) said.push(told.said);
    if (told.said?.startsWith('The window is open') === true) opened.resolve();
  });
  child.once('exit', (code) => {
    transport.onclose?.();
    opened.reject(new Error(`the station ended with ${code} before its window was open`));
  });
  await opened.promise;
  const browser = await chromium.connectOverCDP(transport);
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (page === undefined) throw new Error('Chromium shows no page');
  return {
    page,
    home,
    process: child,
    said,
    logged,
    over,
    stop: async () => {
      child.kill('SIGTERM');
      await over;
    },
  };
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true });
}

/** The person's environment: their own home, the screen of the test, and of the runner the folder of compiled code. */
function environmentFor(home: string): NodeJS.ProcessEnv {
  const { PATH, DISPLAY, XAUTHORITY, LANG, NODE_COMPILE_CACHE } = process.env;
  return {
    PATH,
    HOME: home,
    // Profiles lie here, so that tests that run at once do not see each other's.
    XDG_RUNTIME_DIR: home,
    LANG: LANG ?? 'C.UTF-8',
    NODE_COMPILE_CACHE,
    ...(DISPLAY === undefined ? {} : { DISPLAY }),
    ...(XAUTHORITY === undefined ? {} : { XAUTHORITY }),
  };
}
