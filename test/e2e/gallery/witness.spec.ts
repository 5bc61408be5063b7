import { expect, test, type Browser, type Page } from '@playwright/test';
import type { Mode } from '../../../src/contract/values.ts';
import { axeFindings } from '../axe.ts';
import { loadAxe, openBrowser, openPage, PICTURES, showScene, turn } from './gallery-page.ts';

const subjects = [
  'nothing',
  'before',
  'plan',
  'key',
  'differs',
  'review',
  'touch',
  'threshold',
  'cloth',
  'publication',
  'pause',
  'crowded',
] as const;
type Size = readonly [width: number, height: number];
/** A small projector, and a shared screen in the corner of a call. */
const always: readonly Size[] = [
  [1280, 720],
  [320, 180],
];
/** A large projector, and windows that are not 16:9: for what fills the screen. */
const more: readonly Size[] = [
  [1920, 1080],
  [1280, 900],
  [1400, 640],
];
const full: ReadonlySet<string> = new Set(['key', 'crowded', 'cloth']);

let browser: Browser | undefined;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  browser = await openBrowser();
});
test.afterAll(async () => browser?.close());

/** What is drawn outside the window, or cut off by what holds it. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const outside = [...document.querySelectorAll('.w *:not(.vh, svg *)')].filter((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
    });
    const holding = [...document.querySelectorAll('.w-main, .w-body, .w-foot, .w-bar, html')];
    const over = holding.filter(
      (element) =>
        element.scrollWidth > element.clientWidth + 1 ||
        element.scrollHeight > element.clientHeight + 1,
    );
    return [...outside, ...over].map((element) => `${element.tagName} ${element.className}`);
  });
}

/** The words and their order are the same in a rehearsal, but for the colours. */
const rules = { real: null, rehearsal: ['color-contrast'] } as const;

for (const mode of ['real', 'rehearsal'] as const satisfies readonly Mode[]) {
  test(`every subject of the witness screen, ${mode}`, async () => {
    test.setTimeout(180_000);
    const look = { width: 1280, height: 720, scheme: 'light', mode } as const;
    const page = await openPage(browser!, look);
    for (const subject of subjects) {
      await turn(page, look);
      await showScene(page, `witness-${subject}`, look);
      for (const [width, height] of full.has(subject) ? [...always, ...more] : always) {
        await turn(page, { ...look, width, height });
        await page.screenshot({
          path: `${PICTURES}/witness/${mode}-${subject}-${width}x${height}.png`,
        });
        expect.soft(await cutOff(page), `${subject} at ${width} by ${height}`).toEqual([]);
      }
      await turn(page, look);
      expect
        .soft(await page.locator('button, a, input, select, [tabindex], [style]').count())
        .toBe(0);
      expect.soft(await axeFindings(page, rules[mode], loadAxe), subject).toEqual([]);
    }
  });
}
