import { chromium, type Browser, type ConnectOverCDPTransport, type Page } from '@playwright/test';
import { readBundle } from '../../main/shells/bundle.ts';
import { emptyNetwork } from '../../main/shells/chromium/namespace.ts';
import { launchChromium } from '../../main/shells/chromium/launch.ts';
import { openChromium } from '../../main/shells/chromium/open.ts';
import type { Station } from '../../main/shells/shell.ts';
import { tapPipe } from '../e2e/tap.ts';

export interface BenchWindow {
  readonly page: Page;
  close(): Promise<void>;
}

/** Opens a station's real window, headless, in this process, so that both ends of a call are seen on one clock. */
export async function openBenchWindow(
  makeStation: () => Promise<Station>,
  folder: string,
): Promise<BenchWindow> {
  const root = process.getuid?.() === 0;
  const transport: ConnectOverCDPTransport = { send: () => {}, close: () => {} };
  const window = await openChromium({
    makeStation,
    bundle: readBundle(folder),
    root,
    namespace: await emptyNetwork(root),
    log: () => {},
    launch: (command, environment) => {
      const started = launchChromium(
        [...command, '--headless=new', '--hide-scrollbars'],
        environment,
      );
      const { station: pipe, test } = tapPipe(started.pipe);
      transport.send = (message) => {
        test.send(message);
      };
      // Playwright counts on each message to come in a turn of its own.
      test.onMessage((message) => void setImmediate(() => transport.onmessage?.(message)));
      return { ...started, pipe };
    },
  });
  const browser: Browser = await chromium.connectOverCDP(transport);
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (page === undefined) throw new Error('Chromium shows no page');
  return { page, close: () => window.close() };
}
