import type { Page } from '@playwright/test';
import { axeFindings } from './axe.ts';
import { expect, test } from './fixture.ts';
import { bringSigstore } from './keyholder/disk.ts';
import {
  tourOfAudit,
  tourOfHost,
  tourOfKeyholder,
  tourOfPlan,
  type OnScreen,
} from './keyholder/tour.ts';

test.use({ network: 'none' });

const FULL = { width: 1280, height: 832 };
/** The full window at 200 %: half as many pixels of the page in each direction. */
const DOUBLED = { width: 640, height: 416 };

/** What is wrong with the screen that is shown: axe's findings, and what sticks out to the right. */
async function faults(page: Page, name: string): Promise<string[]> {
  const found = (await axeFindings(page, null)).map((line) => `${name}: ${line}`);
  await page.setViewportSize(DOUBLED);
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (tooWide > 0) found.push(`${name}: ${tooWide} pixels too wide at 200 %`);
  await page.setViewportSize(FULL);
  const styled = await page.locator('[style]').count();
  if (styled > 0) found.push(`${name}: ${styled} elements with a style attribute`);
  return found;
}

test('no screen has a fault that axe knows, and none has to be scrolled sideways at 200 %', async ({
  page,
  station,
}) => {
  test.setTimeout(300_000);
  await page.setViewportSize(FULL);
  const told: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') told.push(line.text());
  });
  page.on('pageerror', (error) => told.push(error.message));
  const found: string[] = [];
  const seen: string[] = [];
  const on: OnScreen = async (name) => {
    seen.push(name);
    found.push(...(await faults(page, name)));
  };
  await tourOfKeyholder(page, on);
  await tourOfHost(page, on);
  await tourOfPlan(page, on);
  await tourOfAudit(page, bringSigstore(station.home), on);
  expect(found).toEqual([]);
  expect(told).toEqual([]);
  expect(seen.length).toBeGreaterThan(30);
});
