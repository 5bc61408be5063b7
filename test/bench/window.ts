import { chromium, type Browser, type ConnectOverCDPTransport, type Page } from '@playwright/test';
import { readBundle } from '../../main/shells/bundle.ts';
import { emptyNetwork } from '../../main/shells/chromium/namespace.ts';
import { launchChromium } from '../../main/shells/chromium/launch.ts';
import { openChromium } from '../../main/shells/chromium/open.ts';
import type { Station } from '../../main/shells/shell.ts';
import { tapPipe } from '../e2e/tap.ts';

export interface BenchWindow {
  readonly page: Page;
  /**
   * Keeps what Chromium says from Playwright until the returned function is called. Playwright reads along in this very
   * process, which no station has beside it.
   */
  hush(): () => void;
  close(): Promise<void>;
}

/** Opens a station's real window, headless, in this process, so that both ends of a call are seen on one clock. */
export async function openBenchWindow(
  makeStation: () => Promise<Station>,
  folder: string,
): Promise<BenchWindow> {
  const root = process.getuid?.() === 0;
  const transport: ConnectOverCDPTransport = { send: () => {}, close: () => {} };
  const kept: object[] = [];
  let hushed = false;
  const tell = (message: object): void => {
    // Playwright counts on each message to come in a turn of its own.
    setImmediate(() => transport.onmessage?.(message));
  };
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
      test.onMessage((message) => {
        if (hushed) kept.push(message);
        else tell(message);
      });
      return { ...started, pipe };
    },
  });
  const browser: Browser = await chromium.connectOverCDP(transport);
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (page === undefined) throw new Error('Chromium shows no page');
  return {
    page,
    hush() {
      hushed = true;
      return () => {
        hushed = false;
        for (const message of kept.splice(0)) tell(message);
      };
    },
    close: () => window.close(),
  };
}
