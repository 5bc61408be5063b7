import { test as base, type Browser, type Page } from '@playwright/test';
import { openBrowser, openScene, type Look } from './gallery-page.ts';

export interface Sent {
  readonly t: string;
  readonly method?: string;
  readonly value?: unknown;
}

/** A scene that is open, and what its page has sent to main. */
export class OpenScene {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The frames that the page sent: all, or the calls of one method. */
  async sent(method?: string): Promise<readonly Sent[]> {
    const texts = await this.page.evaluate(() => globalThis.gallery?.sent ?? []);
    const frames = texts.map((text) => JSON.parse(text) as Sent);
    return method === undefined ? frames : frames.filter((frame) => frame.method === method);
  }

  /** The input of the one call of a method that was made. */
  async onlyCall(method: string): Promise<unknown> {
    const calls = await this.sent(method);
    if (calls.length !== 1) throw new Error(`${calls.length} calls of ${method}`);
    return calls[0]?.value;
  }

  /** Lets the answers come that the scene holds, and waits until the page has drawn what it makes of them. */
  async letGo(): Promise<void> {
    await this.page.evaluate(async () => {
      globalThis.gallery?.letGo();
      for (let frame = 0; frame < 3; frame += 1)
        await new Promise((resolve) => {
          requestAnimationFrame(resolve);
        });
    });
  }
}

const size = { width: 1280, height: 832, scheme: 'light' } as const;

interface Fixtures {
  open: (scene: string, look?: Partial<Look>) => Promise<OpenScene>;
}

/** Opens scenes of the gallery for tests of behaviour; the page is built once for all of them. */
export const test = base.extend<Fixtures, { gallery: Browser }>({
  gallery: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const browser = await openBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  open: async ({ gallery }, use) => {
    const pages: Page[] = [];
    await use(async (scene, look = {}) => {
      const page = await openScene(gallery, scene, { ...size, mode: 'real', ...look });
      pages.push(page);
      return new OpenScene(page);
    });
    await Promise.all(pages.map((page) => page.close()));
  },
});

/** Presses a button that waits: Playwright would wait with it. */
export const asleep = { force: true } as const;

export { expect } from '@playwright/test';
