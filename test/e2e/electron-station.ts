import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { makeHome } from './chromium-station.ts';
import type { RunningStation, StartOptions } from './running-station.ts';

const ROOT = join(import.meta.dirname, '../..');
const MODULE = join(ROOT, 'node_modules/electron');

/** Where Electron's program lies, or null. Never `require('electron')`: that would download it. */
export function electronBinary(): string | null {
  const pathFile = join(MODULE, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(MODULE, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}

/** Starts the built Electron program. Fails loudly where there is none: asked for, it is never skipped. */
export async function startInElectron(options: StartOptions): Promise<RunningStation> {
  const executablePath = electronBinary();
  if (executablePath === null) throw new Error('no Electron program is in node_modules/electron');
  const home = options.home ?? makeHome('me');
  const app = await _electron.launch({
    executablePath,
    args: [ROOT],
    env: { PATH: process.env['PATH'] ?? '', HOME: home, DISPLAY: process.env['DISPLAY'] ?? '' },
  });
  const child = app.process();
  return {
    page: await app.firstWindow(),
    home,
    process: child,
    said: [],
    logged: [],
    over: new Promise((resolve) => {
      child.once('exit', (code) => resolve(code));
    }),
    stop: () => app.close(),
  };
}
