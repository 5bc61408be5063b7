import { existsSync } from 'node:fs';
import { ShellError } from '../shell-error.ts';

/**
 * Where Chromium's program itself lies. Not `/usr/bin/chromium`: on Debian that is a script, which
 * reads settings and loads extensions.
 */
const PLACES = [
  '/usr/lib/chromium/chromium',
  '/usr/lib64/chromium-browser/chromium-browser',
  '/usr/lib/chromium-browser/chromium-browser',
  '/opt/google/chrome/chrome',
] as const;

/** @throws ShellError `shell.no-chromium` */
export function findChromium(exists: (path: string) => boolean = existsSync): string {
  const found = PLACES.find((path) => exists(path));
  if (found !== undefined) return found;
  throw new ShellError('shell.no-chromium', 'Chromium is not installed', {
    expected: PLACES[0],
    hint: 'On Debian: apt-get install chromium. Then start the station again.',
    notDone: ['No window was opened'],
  });
}
