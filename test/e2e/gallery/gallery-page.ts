import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { build } from 'vite';
import { PAGE_HEADERS } from '../../../main/shells/page-policy.ts';
import { AXE_SOURCE } from '../axe.ts';

const ROOT = join(import.meta.dirname, '../../..');
export const PICTURES = join(ROOT, 'dist/gallery');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

export interface Look {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly mode: 'real' | 'rehearsal';
  /** Methods whose answers come when the test lets them. */
  readonly hold?: readonly string[];
}

/** The built gallery: its files by their path in the address. Nothing is written, so that runs do not meet. */
type Files = ReadonlyMap<string, string | Uint8Array>;

async function builtFiles(): Promise<Files> {
  const configFile = join(ROOT, 'test/renderer/gallery/vite.config.ts');
  const built = await build({ configFile, build: { write: false } });
  if (!('output' in built)) throw new Error('the gallery was not built');
  return new Map(
    built.output.map((file) => [
      `/${file.fileName}`,
      file.type === 'chunk' ? file.code : file.source,
    ]),
  );
}

/** axe beside the page: a file that was compiled for one scene is not compiled again for the next. */
const AXE_PATH = '/axe.js';

/**
 * Serves the files with a shell's headers, but one: Chromium may keep what it compiled, which costs more than the scene does.
 * A server that nobody asks any more does not keep its process.
 */
async function serve(): Promise<string> {
  const files = await builtFiles();
  const server: Server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://gallery').pathname;
    const body = path === AXE_PATH ? AXE_SOURCE : files.get(path);
    if (body === undefined) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, {
        ...PAGE_HEADERS,
        'Cache-Control': 'max-age=86400',
        'Content-Type': types[extname(path)] ?? 'text/plain',
      })
      .end(body);
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gallery has no port');
  return `http://127.0.0.1:${address.port}`;
}

let origin: Promise<string> | undefined;

/** A browser for scenes, to which no other server can be found. The page is built and served once in a process. */
export async function openBrowser(): Promise<Browser> {
  origin ??= serve();
  await origin;
  return chromium.launch({
    executablePath: '/usr/lib/chromium/chromium',
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

/** Loads axe in a page of the gallery. */
export async function loadAxe(page: Page): Promise<void> {
  await page.evaluate((path) => import(path).then(() => undefined), AXE_PATH);
}

/** Opens a scene as a shell would show it: same headers, no network, a fixed clock. */
export async function openScene(browser: Browser, scene: string, look: Look): Promise<Page> {
  const page = await openPage(browser, look);
  await showScene(page, scene, look);
  return page;
}

/** A page in which scenes can be shown, one after the other. Whoever opens it closes it, or the browser. */
export async function openPage(browser: Browser, look: Look): Promise<Page> {
  const context = await contextFor(browser, look);
  return context.newPage();
}

const contexts = new WeakMap<Browser, Map<string, Promise<BrowserContext>>>();

/** One for all pages that are to look alike: what a page compiled is there for the next, and the page itself keeps nothing. */
function contextFor(browser: Browser, { width, height, scheme }: Look): Promise<BrowserContext> {
  const ofBrowser = contexts.get(browser) ?? new Map<string, Promise<BrowserContext>>();
  contexts.set(browser, ofBrowser);
  const key = `${width} ${height} ${scheme}`;
  const context = ofBrowser.get(key) ?? newContext();
  ofBrowser.set(key, context);
  return context;

  async function newContext(): Promise<BrowserContext> {
    const made = await browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: 'reduce',
    });
    await made.clock.setFixedTime('2026-11-23T14:06:41Z');
    return made;
  }
}

/** Shows what is open in the size and the colours of another look; what was done on the page stays. */
export async function turn(page: Page, { width, height, scheme }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height });
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Loads a scene, anew also where it was shown before. */
export async function showScene(page: Page, scene: string, { mode, hold }: Look): Promise<void> {
  const wish = new URLSearchParams([
    ['scene', scene],
    ['mode', mode],
    ...(hold ?? []).map((method) => ['hold', method]),
  ]);
  await page.goto(`${await origin}/index.html?${wish.toString()}`);
  await page.locator('h1').waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}
