import { extname, join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build } from 'vite';
import { PAGE_HEADERS } from '../../../main/shells/page-policy.ts';

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

let files: Promise<Files> | undefined;

/** A browser for scenes. The page is built once in a process. */
export async function openBrowser(): Promise<Browser> {
  files ??= builtFiles();
  await files;
  return chromium.launch({
    executablePath: '/usr/lib/chromium/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** Opens a scene as a shell would show it: same headers, no network, a fixed clock. */
export async function openScene(browser: Browser, scene: string, look: Look): Promise<Page> {
  const page = await openPage(browser, look);
  await showScene(page, scene, look);
  return page;
}

/** A page in which scenes can be shown, one after the other. */
export async function openPage(browser: Browser, look: Look): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.clock.setFixedTime('2026-11-23T14:06:41Z');
  const built = await (files ??= builtFiles());
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname;
    const body = built.get(path);
    if (body === undefined) return route.abort();
    return route.fulfill({
      body: Buffer.from(body),
      headers: { ...PAGE_HEADERS, 'Content-Type': types[extname(path)] ?? 'text/plain' },
    });
  });
  return page;
}

/** Shows what is open in the size and the colours of another look; what was done on the page stays. */
export async function turn(page: Page, { width, height, scheme }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height });
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Loads a scene, anew also where it was shown before. */
export async function showScene(page: Page, scene: string, { mode }: Look): Promise<void> {
  await page.goto(`https://gallery.example/index.html?scene=${scene}&mode=${mode}`);
  await page.locator('h1').waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}
