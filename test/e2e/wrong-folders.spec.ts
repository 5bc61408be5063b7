import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startInChromium } from './chromium-station.ts';
import { expect, test } from './fixture.ts';
import { ceremonyIn } from './keyholder/disk.ts';
import { button, choose, heading, pick, problem, startPractice } from './keyholder/walk.ts';

test.use({ network: 'none' });

/** From the first screen to a folder of the person's home, opened as a rehearsal. */
async function openFolder(page: Page, ...names: readonly string[]): Promise<void> {
  await choose(page, /^Rehearsal/);
  await button(page, 'Open a folder…').click();
  await pick(page, ['Home', ...names], 'Open');
}

const leave = async (page: Page): Promise<void> => {
  await button(page, 'Back').click();
  await expect(heading(page, 'What brings you here today?')).toBeVisible();
};

test('a folder that is no ceremony gets a sentence, and stays as it is', async ({
  page,
  station,
}) => {
  const folder = join(station.home, 'Holiday');
  mkdirSync(folder);
  writeFileSync(join(folder, 'list.txt'), 'sun cream');
  await openFolder(page, 'Holiday');
  await expect(problem(page)).toContainText('ceremony.yaml');
  await expect(page.getByRole('heading', { name: 'This folder is no ceremony' })).toBeFocused();
  await expect(heading(page, 'What brings you here today?')).toBeVisible();
  expect(readFileSync(join(folder, 'list.txt'), 'utf8')).toBe('sun cream');
});

test('a plan with a mistake is refused with its line', async ({ page, station }) => {
  const folder = join(station.home, 'Broken');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'ceremony.yaml'),
    'format: station-ceremony/1\ntitle: One\ntitle: Two\n',
  );
  await openFolder(page, 'Broken');
  await expect(problem(page)).toBeVisible();
  await page.getByText('Details').click();
  await expect(problem(page)).toContainText(/line 3/);
});

test('two stations on one folder: the second says who has it, and the first goes on', async ({
  page,
  station,
  headed,
}) => {
  test.setTimeout(90_000);
  await startPractice(page, 'Keyholder');
  const second = await startInChromium({
    kind: 'real',
    person: 'me',
    headed,
    network: 'none',
    home: station.home,
  });
  await button(second.page, /^Practice root 2, dress rehearsal/).click();
  await expect(problem(second.page)).toContainText('Another station has this ceremony open');
  await expect(problem(second.page)).toContainText('The ceremony was not opened for writing');
  await second.stop();
  await button(page, /^Use /).click();
  await expect(heading(page, 'Choose a PIN, then make your key')).toBeVisible();
});

test('a record that was changed is not opened, and a torn last line is', async ({
  page,
  station,
}) => {
  test.setTimeout(90_000);
  const record = join(ceremonyIn(station.home), 'transcript.jsonl');
  await startPractice(page, 'Keyholder');
  await leave(page);

  const whole = readFileSync(record, 'utf8');
  writeFileSync(record, whole.replace('dress rehearsal', 'Dress rehearsal'));
  await button(page, /^Practice root 2, dress rehearsal/).click();
  await expect(problem(page)).toBeVisible();
  await expect(heading(page, 'What brings you here today?')).toBeVisible();

  writeFileSync(record, whole);
  appendFileSync(record, '{"at":"2026-11-');
  await button(page, /^Practice root 2, dress rehearsal/).click();
  await expect(heading(page, 'Choose the token for your key')).toBeVisible();
});

test('a real ceremony is not opened as a rehearsal', async ({ page, station }) => {
  test.setTimeout(60_000);
  await startPractice(page, 'Keyholder');
  await leave(page);
  const plan = join(ceremonyIn(station.home), 'ceremony.yaml');
  const folder = join(station.home, 'Real');
  mkdirSync(folder);
  const text = readFileSync(plan, 'utf8');
  writeFileSync(join(folder, 'ceremony.yaml'), text.replace('mode: rehearsal', 'mode: real'));
  await openFolder(page, 'Real');
  await expect(problem(page)).toBeVisible();
  await expect(problem(page)).toContainText(/real/);
});
