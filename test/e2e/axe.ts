import type { Page } from '@playwright/test';
import axeCore from 'axe-core';

declare const axe: typeof axeCore;

/** axe itself, as a page can load it. */
export const AXE_SOURCE = axeCore.source;

/** Reads axe in a page of which nobody serves it. */
async function readAxe(page: Page): Promise<void> {
  await page.evaluate(AXE_SOURCE);
}

/**
 * What axe finds wrong in the page that is loaded, a line for each element; null asks every rule. axe itself is loaded once
 * for each page: that takes it longer than to answer.
 */
export async function axeFindings(
  page: Page,
  rules: readonly string[] | null,
  load = readAxe,
): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in globalThis))) await load(page);
  return page.evaluate(async (asked) => {
    // A colour on its way to another is nobody's colour.
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    const { violations } = await axe.run({
      resultTypes: ['violations'],
      // The page's styles are its own and it plays nothing: there is nothing to fetch first.
      preload: false,
      ...(asked === null ? {} : { runOnly: [...asked] }),
    });
    return violations.flatMap((rule) =>
      rule.nodes.map(
        (node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`,
      ),
    );
  }, rules);
}
