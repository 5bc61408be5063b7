import type { Bundle } from '../bundle.ts';
import { linkPage } from '../page-link.ts';
import { ShellError } from '../shell-error.ts';
import type { Station } from '../shell.ts';
import { chromiumArguments } from './arguments.ts';
import { Cdp } from './cdp.ts';
import { watchDocuments } from './document.ts';
import { chromiumEnvironment } from './environment.ts';
import { findChromium } from './executable.ts';
import { BINDING, FIRST_URL, HANDOVER } from './handover.ts';
import { launchChromium, type Launch } from './launch.ts';
import { makeProfile, profileBase, removeProfile, sweepProfiles } from './profile.ts';
import { answerRequests } from './requests.ts';
import { attachToPage, guardTargets } from './targets.ts';

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
/** A page that crashes again and again is not loaded again without end. */
const MAX_CRASHES = 3;

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
  const command = [
    ...(options.namespace ?? []),
    executable,
    ...chromiumArguments(profile, !options.root),
  ];
  const launch = options.launch ?? launchChromium;
  const chromium = launch(command, chromiumEnvironment(profile, process.env));
  const cdp = new Cdp(chromium.pipe);
  const closed = chromium.ended.then(() => removeProfile(profile));
  try {
    await within(DEADLINE_MS, load(cdp, options));
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

/** Everything that guards the page is in place before it is loaded. */
async function load(cdp: Cdp, { makeStation, bundle, log }: OpenOptions): Promise<void> {
  const [page, station] = await Promise.all([
    attachToPage(cdp),
    makeStation(),
    cdp.send('Browser.setDownloadBehavior', { behavior: 'deny' }),
  ]);
  const { session } = page;
  const documents = watchDocuments(cdp, session, page.target, linkPage(station, log));
  await Promise.all([
    guardTargets(cdp, page),
    answerRequests(cdp, session, bundle, documents),
    cdp.send('Page.enable', {}, session),
    cdp.send('Runtime.enable', {}, session),
    cdp.send('Inspector.enable', {}, session),
    cdp.send('Runtime.addBinding', { name: BINDING }, session),
    cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: HANDOVER }, session),
  ]);
  let crashes = 0;
  cdp.on(
    'Inspector.targetCrashed',
    () => {
      crashes += 1;
      log(`the page crashed (${crashes})`);
      if (crashes > MAX_CRASHES) cdp.tell('Browser.close');
      else cdp.tell('Page.navigate', { url: FIRST_URL }, session);
    },
    session,
  );
  await cdp.send('Page.navigate', { url: FIRST_URL }, session);
  await documents.first;
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
