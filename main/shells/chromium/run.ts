import type { Bundle } from '../bundle.ts';
import type { CreateStation, Station } from '../shell.ts';
import { readVersion } from '../version.ts';
import type { Launch } from './launch.ts';
import { emptyNetwork } from './namespace.ts';
import { openChromium } from './open.ts';

export interface RunOptions {
  readonly createStation: CreateStation;
  readonly bundle: Bundle;
  /** One line for the person at the terminal. */
  readonly say: (line: string) => void;
  /** One line for whoever looks for a fault. */
  readonly log: (line: string) => void;
  readonly launch?: Launch;
}

/**
 * The whole program in Chromium: makes the station, opens its window, and ends when the window is
 * closed or the process is asked to end (SIGINT, SIGTERM, SIGHUP).
 * @throws ShellError when no window can be opened; the station is closed then
 */
export async function runInChromium(options: RunOptions): Promise<void> {
  const { bundle, say, log, launch } = options;
  const root = process.getuid?.() === 0;
  const namespace = await emptyNetwork(root);
  if (root) say('Started as root: rehearsals and audits only, and the page has no sandbox.');
  if (namespace === null) {
    say(
      'This system gives the page no network of its own; each of its requests is refused instead.',
    );
  }
  let station: Promise<Station> | undefined;
  const makeStation = (): Promise<Station> => {
    station = options.createStation({
      name: 'chromium',
      version: readVersion(),
      root,
      pageNetwork: namespace === null ? 'filtered' : 'empty',
    });
    return station;
  };
  try {
    const window = await openChromium({
      makeStation,
      bundle,
      root,
      namespace,
      log,
      ...(launch === undefined ? {} : { launch }),
    });
    say('The window is open. Close it to end the station.');
    const stop = (): void => void window.close();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
    await window.closed;
  } finally {
    // A station that could not be made has said so already.
    const made = await station?.catch(() => undefined);
    await made?.close();
  }
}
