import type { Page } from '@playwright/test';

/** Waits until nothing moves, fonts are there and the pointer is over nothing: a picture is then the same each time. */
export async function still(page: Page): Promise<void> {
  await page.mouse.move(1, 1);
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().iterations !== Infinity)
        .map((each) => each.finished),
    ),
  );
}
