import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from './fixture.ts';
import { bringSigstore } from './keyholder/disk.ts';
import {
  tourOfAudit,
  tourOfHost,
  tourOfKeyholder,
  tourOfPlan,
  type OnScreen,
} from './keyholder/tour.ts';
import type { Page } from '@playwright/test';

const PICTURES = join(import.meta.dirname, '../../docs/pictures');

const SIZE = { width: 1280, height: 832 };

/** The screens that README, docs/keyholder.md and docs/auditor.md show. */
const SHOWN = new Set([
  'welcome',
  'which-ceremony',
  'token',
  'key',
  'key-made',
  'evidence',
  'export',
  'read-aloud',
  'review',
  'review-side-by-side',
  'compare',
  'sign-pin',
  'sign-wrong-pin',
  'sign-touch',
  'done',
  'record',
  'host',
  'host-published',
  'host-keys',
  'host-rotation',
  'host-minutes',
  'plan',
  'plan-people',
  'audit',
  'audit-files-chosen',
  'audit-bytes',
  'audit-evidence',
]);

/** Takes the picture of each screen when nothing moves, without the pointer over anything. */
function photographer(page: Page): OnScreen {
  mkdirSync(PICTURES, { recursive: true });
  return async (name) => {
    if (!SHOWN.has(name)) return;
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
    await page.screenshot({ path: join(PICTURES, `${name}.png`), caret: 'hide' });
  };
}

test('every screen of a keyholder, a host and an auditor', async ({ page, station }) => {
  await page.setViewportSize(SIZE);
  const on = photographer(page);
  await tourOfKeyholder(page, on);
  await tourOfHost(page, on);
  await tourOfPlan(page, on);
  await tourOfAudit(page, bringSigstore(station.home), on);
});
