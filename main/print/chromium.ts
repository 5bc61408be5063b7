import { printArguments } from '../shells/chromium/arguments.ts';
import { Cdp } from '../shells/chromium/cdp.ts';
import { chromiumEnvironment } from '../shells/chromium/environment.ts';
import { findChromium } from '../shells/chromium/executable.ts';
import { launchChromium, type Launch } from '../shells/chromium/launch.ts';
import { emptyNetwork } from '../shells/chromium/namespace.ts';
import {
  makeProfile,
  profileBase,
  removeProfile,
  sweepProfiles,
} from '../shells/chromium/profile.ts';
import { attachToPage } from '../shells/chromium/targets.ts';
import { ShellError } from '../shells/shell-error.ts';
import { withDates } from './pdf-dates.ts';
import { withOrderedIds } from './pdf-ids.ts';
import { PrintError } from './print-error.ts';
import type { PrintPdf } from './print.ts';

/** How Chromium is found and started. */
export interface ChromiumPrinter {
  readonly find?: () => string;
  readonly launch?: Launch;
  readonly deadlineMs?: number;
}

/** A report of thousands of findings on a busy machine stays far below this. */
const DEADLINE_MS = 180_000;

/**
 * Prints with the system's Chromium, headless, in a profile and an empty network namespace of its own, over a pipe.
 * The page runs no script, and every request it makes is refused.
 */
export function chromiumPrinter(printer: ChromiumPrinter = {}): PrintPdf {
  const { find = findChromium, launch = launchChromium, deadlineMs = DEADLINE_MS } = printer;
  return async (page, { at, signal }) => {
    signal?.throwIfAborted();
    const executable = found(find);
    const root = process.getuid?.() === 0;
    const namespace = (await emptyNetwork(root)) ?? [];
    const base = profileBase();
    await sweepProfiles(base);
    const profile = await makeProfile(base);
    // The screen and language of the person change nothing in a document.
    const chromium = launch(
      [...namespace, executable, ...printArguments(profile, !root)],
      chromiumEnvironment(profile, {}),
    );
    const stop = (): void => chromium.kill();
    signal?.addEventListener('abort', stop);
    const timer = setTimeout(stop, deadlineMs);
    try {
      return withOrderedIds(withDates(await print(new Cdp(chromium.pipe), page), at));
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof ShellError ? failed(error) : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      chromium.kill();
      await chromium.ended;
      await removeProfile(profile);
    }
  };
}

async function print(cdp: Cdp, page: string): Promise<Uint8Array> {
  const { session, target } = await attachToPage(cdp);
  cdp.on(
    'Fetch.requestPaused',
    ({ requestId }) =>
      cdp.tell('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' }, session),
    session,
  );
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }, session);
  await cdp.send('Emulation.setScriptExecutionDisabled', { value: true }, session);
  await cdp.send('Page.setDocumentContent', { frameId: target, html: page }, session);
  await cdp.send(
    'Runtime.evaluate',
    { expression: 'document.fonts.ready.then(() => true)', awaitPromise: true },
    session,
  );
  const { data } = await cdp.ask(
    'Page.printToPDF',
    {
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    },
    session,
  );
  return Buffer.from(data, 'base64');
}

function found(find: () => string): string {
  try {
    return find();
  } catch (cause) {
    if (!(cause instanceof ShellError)) throw cause;
    throw new PrintError('print.no-chromium', 'a PDF needs Chromium, which is not installed', {
      hint: 'On Debian: apt-get install chromium. HTML and JSON say the same and need nothing.',
      notDone: ['No PDF was written'],
      cause,
    });
  }
}

function failed(cause: ShellError): PrintError {
  return new PrintError('print.failed', 'Chromium did not make the PDF', {
    hint: 'Close other programs, then try again. HTML and JSON say the same and need no printer.',
    notDone: ['No PDF was written'],
    cause,
  });
}
