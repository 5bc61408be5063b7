import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeFindings } from '../axe.ts';
import {
  loadAxe,
  openBrowser,
  openPage,
  PICTURES,
  showScene,
  turn,
  type Look,
} from './gallery-page.ts';
import { pictures, type Picture } from './pictures.ts';
import { delegationPictures } from './pictures-delegations.ts';
import { planPictures } from './pictures-plan.ts';

const full = { width: 1280, height: 832 } as const;
/** What a window of that size shows at 200 %: half as many of CSS's pixels in each direction. */
const zoomed = { width: 640, height: 416 } as const;
const colours = ['color-contrast'];
/** The narrowest page that has to be readable without scrolling sideways: a window of 1280 at 400 %. */
const narrow = { width: 320, height: 640 } as const;
/** What a smaller window pushes together can be wrong there, too. */
const room = [...colours, 'scrollable-region-focusable', 'target-size'];

interface Pose {
  readonly look: Look;
  /** Null asks axe everything. The words and their order are the same in every other pose. */
  readonly rules: readonly string[] | null;
  /** True where only the pictures that are taken everywhere are taken. */
  readonly few?: true;
}

/** A screen is loaded once in each mode, and poses as a person would turn to another window size or to dark colours. */
const poses = {
  real: {
    light: { look: { ...full, scheme: 'light', mode: 'real' }, rules: null },
    dark: { look: { ...full, scheme: 'dark', mode: 'real' }, rules: colours },
    small: {
      look: { width: 1024, height: 700, scheme: 'light', mode: 'real' },
      rules: room,
      few: true,
    },
    '200': { look: { ...zoomed, scheme: 'light', mode: 'real' }, rules: room, few: true },
    '400': { look: { ...narrow, scheme: 'light', mode: 'real' }, rules: room, few: true },
  },
  rehearsal: {
    rehearsal: { look: { ...full, scheme: 'light', mode: 'rehearsal' }, rules: null },
    'rehearsal-dark': {
      look: { ...full, scheme: 'dark', mode: 'rehearsal' },
      rules: colours,
      few: true,
    },
  },
} as const satisfies Record<Look['mode'], Record<string, Pose>>;

let browser: Browser | undefined;
/** A page for each mode, used again for each picture: a process for each would cost more than the picture. */
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

async function pageFor(look: Look): Promise<Page> {
  const page = pages.get(look.mode) ?? (await openPage(browser!, look));
  pages.set(look.mode, page);
  page.removeAllListeners();
  await page.mouse.move(0, 0);
  return page;
}

/** Runs in the page: what is wider than its place and neither wraps nor scrolls, so that words of it cannot be read. */
function cutOff(): readonly string[] {
  // Hidden on purpose, for screen readers: the names of steps in a narrow row, and heads of tables.
  const spoken = '.vh, .step-name, thead, input';
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.checkVisibility() && one.closest(spoken) === null)
    .filter((one) => /hidden|clip/.test(getComputedStyle(one).overflowX))
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 80));
}

async function pose(page: Page, picture: Picture, name: string, { look, rules }: Pose) {
  await turn(page, look);
  await page.screenshot({
    path: `${PICTURES}/${name}/${picture.name}.png`,
    fullPage: look.width <= zoomed.width || picture.whole === true,
  });
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide, `pixels that the page is too wide in ${name}`).toBeLessThanOrEqual(0);
  expect(await page.evaluate(cutOff), `what is cut off in ${name}`).toEqual([]);
  expect(await axeFindings(page, rules, loadAxe), name).toEqual([]);
}

for (const [mode, ofMode] of Object.entries<Record<string, Pose>>(poses)) {
  const [first] = Object.values(ofMode);
  for (const picture of [...pictures, ...planPictures, ...delegationPictures]) {
    if ((picture.only ?? mode) !== mode) continue;
    test(`${picture.name}, ${mode}`, async () => {
      const page = await pageFor(first!.look);
      await turn(page, first!.look);
      await showScene(page, picture.scene, first!.look);
      const told: string[] = [];
      page.on('console', (line) => {
        if (line.type() === 'error' || line.type() === 'warning') told.push(line.text());
      });
      page.on('pageerror', (error) => told.push(error.message));
      await picture.act?.(page);
      expect(await page.locator('[style]').count(), 'elements with a style attribute').toBe(0);
      for (const [name, each] of Object.entries(ofMode)) {
        if (each.few !== true || picture.everywhere === true) await pose(page, picture, name, each);
      }
      expect(told).toEqual([]);
    });
  }
}
