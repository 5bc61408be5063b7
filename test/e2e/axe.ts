import type { Page } from '@playwright/test';
import axeCore from 'axe-core';

declare const axe: typeof axeCore;

/**
 * What axe finds wrong in the page that is loaded, a line for each element; null asks every rule. axe itself is read once
 * for each page: that takes it longer than to answer.
 */
export async function axeFindings(page: Page, rules: readonly string[] | null): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axeCore.source);
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
