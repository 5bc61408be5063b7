import type { Page } from '@playwright/test';

/** Opens the second window with W, from a screen where single letters act. */
export async function openWitnessScreen(page: Page): Promise<Page> {
  const coming = page.context().waitForEvent('page');
  await page.keyboard.press('w');
  return coming;
}

/** The row that is lit, by its letter. */
export const litRow = (screen: Page) => screen.locator('[aria-current=true] th');
