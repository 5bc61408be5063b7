import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { openBrowser, openPage, PICTURES, showScene, type Look } from './gallery-page.ts';
import { pictures } from './pictures.ts';
import { delegationPictures } from './pictures-delegations.ts';
import { planPictures } from './pictures-plan.ts';

const full = { width: 1280, height: 832, zoom: 1 } as const;
const looks = {
  light: { ...full, scheme: 'light', mode: 'real' },
  dark: { ...full, scheme: 'dark', mode: 'real' },
  rehearsal: { ...full, scheme: 'light', mode: 'rehearsal' },
  'rehearsal-dark': { ...full, scheme: 'dark', mode: 'rehearsal' },
  small: { width: 1024, height: 700, zoom: 1, scheme: 'light', mode: 'real' },
  '200': { width: 640, height: 416, zoom: 2, scheme: 'light', mode: 'real' },
} as const satisfies Record<string, Look>;

let browser: Browser | undefined;
/** A page for each look, used again for each picture: a process for each would cost more than the picture. */
const pages = new Map<string, Page>();
test.beforeAll(async () => {
  test.setTimeout(120_000);
  browser = await openBrowser();
});
test.afterAll(async () => {
  // A worker may take another part of this file, with a browser of its own.
  pages.clear();
  await browser?.close();
});

async function pageFor(name: string, look: Look): Promise<Page> {
  const page = pages.get(name) ?? (await openPage(browser!, look));
  pages.set(name, page);
  page.removeAllListeners();
  await page.mouse.move(0, 0);
  return page;
}

/**
 * What axe is asked in a look. The words and their order are those of the light or the rehearsal look
 * in every other one: there only colours, or what a smaller window pushes together, can be wrong.
 */
const onlyRules: Readonly<Record<string, readonly string[]>> = {
  dark: ['color-contrast'],
  'rehearsal-dark': ['color-contrast'],
  small: ['color-contrast', 'scrollable-region-focusable', 'target-size'],
  '200': ['color-contrast', 'scrollable-region-focusable', 'target-size'],
};

async function violations(page: Page, rules: readonly string[] | undefined): Promise<string[]> {
  // One page without frames: axe needs no second page to put its parts together.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const asked = rules === undefined ? {} : { runOnly: [...rules] };
  const { violations } = await axe.options({ resultTypes: ['violations'], ...asked }).analyze();
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}

for (const [name, look] of Object.entries(looks)) {
  const everyPicture = name === 'light' || name === 'dark' || name === 'rehearsal';
  const fitting = [...pictures, ...planPictures, ...delegationPictures].filter(
    (picture) =>
      (picture.only ?? look.mode) === look.mode && (everyPicture || picture.everywhere === true),
  );
  for (const picture of fitting) {
    test(`${picture.name} in ${name}`, async () => {
      const page = await pageFor(name, look);
      await showScene(page, picture.scene, look);
      const told: string[] = [];
      page.on('console', (line) => {
        if (line.type() === 'error' || line.type() === 'warning') told.push(line.text());
      });
      page.on('pageerror', (error) => told.push(error.message));
      await picture.act?.(page);
      const styled = page.locator('[style]');
      expect(await styled.count(), 'elements with a style attribute').toBe(0);
      await page.screenshot({
        path: `${PICTURES}/${name}/${picture.name}.png`,
        fullPage: look.zoom === 2 || picture.whole === true,
      });
      const tooWide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(tooWide, 'pixels that the page is too wide').toBeLessThanOrEqual(0);
      expect(await violations(page, onlyRules[name])).toEqual([]);
      expect(told).toEqual([]);
    });
  }
}
