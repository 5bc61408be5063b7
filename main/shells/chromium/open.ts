import type { Bundle } from '../bundle.ts';
import { linkPage } from '../page-link.ts';
import { ShellError } from '../shell-error.ts';
import type { Station } from '../shell.ts';
import { contract } from '../../../src/contract/contract.ts';
import { witnessContract } from '../../../src/contract/witness-screen.ts';
import { FIRST_PATH } from '../page-paths.ts';
import { chromiumArguments, furtherWindowArguments } from './arguments.ts';
import { Cdp } from './cdp.ts';
import { chromiumEnvironment } from './environment.ts';
import { findChromium } from './executable.ts';
import { handOver, launchChromium, type Launch } from './launch.ts';
import { makeProfile, profileBase, removeProfile, sweepProfiles } from './profile.ts';
import { servePage } from './serve-page.ts';
import { attachToPage, guardTargets } from './targets.ts';
import { witnessWindow } from './witness-window.ts';

export interface OpenOptions {
  /** Called once, when Chromium is on its way: the two then start at the same time. */
  readonly makeStation: () => Promise<Station>;
  readonly bundle: Bundle;
  readonly root: boolean;
  /** What `emptyNetwork` gave: words before the command, or null where the machine has none to give. */
  readonly namespace: readonly string[] | null;
  readonly log: (line: string) => void;
  /** How Chromium is started. */
  readonly launch?: Launch;
}

export interface StationWindow {
  /** Settles when the window is gone and its profile is removed. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

const DEADLINE_MS = 30_000;

/**
 * Opens the station's page in Chromium, in a profile of its own, and answers it from the station.
 * @throws ShellError `shell.no-chromium`, `shell.chromium-ended`, `shell.chromium-answer`
 */
export async function openChromium(options: OpenOptions): Promise<StationWindow> {
  const executable = findChromium();
  const base = profileBase();
  const swept = await sweepProfiles(base);
  if (swept > 0) options.log(`removed ${swept} profile folders of stations that were killed`);
  const profile = await makeProfile(base);
  const start = [...(options.namespace ?? []), executable];
  const environment = chromiumEnvironment(profile, process.env);
  const launch = options.launch ?? launchChromium;
  const chromium = launch([...start, ...chromiumArguments(profile, !options.root)], environment);
  const appWindow = (): Promise<boolean> =>
    handOver([...start, ...furtherWindowArguments(profile, !options.root)], environment);
  const cdp = new Cdp(chromium.pipe);
  const closed = chromium.ended.then(() => removeProfile(profile));
  try {
    await within(DEADLINE_MS, load(cdp, options, appWindow));
  } catch (error) {
    chromium.kill();
    await closed;
    throw error;
  }
  return {
    closed,
    close: () => {
      cdp.tell('Browser.close');
      const timer = setTimeout(() => chromium.kill(), 5000);
      return closed.finally(() => clearTimeout(timer));
    },
  };
}

/** The first window, and the way to the second. */
async function load(
  cdp: Cdp,
  { makeStation, bundle, log }: OpenOptions,
  appWindow: () => Promise<boolean>,
): Promise<void> {
  const [page, station] = await Promise.all([
    attachToPage(cdp),
    makeStation(),
    cdp.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
  ]);
  const guard = await guardTargets(cdp, page);
  const { witness } = station;
  witness.onWindow(
    witnessWindow({
      cdp,
      guard,
      bundle,
      link: linkPage(witnessContract, witness, log),
      appWindow,
      closed: () => witness.windowClosed(),
      log,
    }),
  );
  await servePage(cdp, page, bundle, {
    name: 'the page',
    path: FIRST_PATH,
    link: linkPage(contract, station, log),
    giveUp: () => cdp.tell('Browser.close'),
    log,
  });
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(tooSlow()), ms);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}

const tooSlow = (): ShellError =>
  new ShellError('shell.chromium-ended', 'Chromium did not show the page in 30 seconds', {
    hint: 'Close other programs, then start the station again.',
    notDone: ['No window was opened'],
  });
