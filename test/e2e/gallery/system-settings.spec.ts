import type { Locator, Page } from '@playwright/test';
import { expect, test } from './behaviour.ts';

const systemColours = (page: Page) => page.emulateMedia({ forcedColors: 'active' });

const paint = (one: Locator, property: string) =>
  one.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

/** Where the system gives the colours, one of these is filled and the others are not. */
async function oneStandsOut(all: Locator, chosen: Locator) {
  const fills = await all.evaluateAll((every) =>
    every.map((one) => getComputedStyle(one).backgroundColor),
  );
  const fill = await paint(chosen, 'background-color');
  expect(fills.filter((one) => one === fill)).toHaveLength(1);
  const page = chosen.page();
  expect(fill).not.toBe(await paint(page.locator('body'), 'background-color'));
  expect(fills.length).toBeGreaterThan(1);
  expect(await paint(chosen, 'color')).not.toBe(fill);
}

test('with the colours of the system the view that is shown is still told from the others', async ({
  open,
}) => {
  const { page } = await open('review');
  await page.getByText('What changes').waitFor();
  await systemColours(page);
  await oneStandsOut(page.locator('.seg span'), page.locator('.seg :checked + span'));
  await page.getByRole('radio', { name: 'Side by side' }).check();
  await oneStandsOut(page.locator('.seg span'), page.locator('.seg :checked + span'));
});

test('with the colours of the system a filter of findings that acts is told from the others', async ({
  open,
}) => {
  const { page } = await open('audit-pass');
  await page.getByRole('button', { name: /Sigstore roots/ }).click();
  await page.getByText('Findings').first().waitFor();
  await systemColours(page);
  await oneStandsOut(page.locator('.chips span'), page.locator('.chips :checked + span'));
});

test('with the colours of the system the place that was picked is told from the others', async ({
  open,
}) => {
  const { page } = await open('evidence-bring');
  await page.getByRole('button', { name: 'Attestation from files…' }).click();
  await page.getByRole('button', { name: /CEREMONY-A/ }).click();
  await page.getByRole('button', { name: /root-key_attestation/ }).click();
  await systemColours(page);
  await oneStandsOut(page.locator('.place'), page.locator('.place[aria-pressed="true"]'));
});

test('with the colours of the system the threshold and the row that is read are still marked', async ({
  open,
}) => {
  const { page } = await open('review');
  await page.getByText('What changes').waitFor();
  await systemColours(page);
  const line = page.locator('.seat-line').first();
  expect(await paint(line, 'background-color')).not.toBe(
    await paint(page.locator('body'), 'background-color'),
  );
  await page.keyboard.press('r');
  const rows = page.locator('.aloud-sheet tbody tr > :first-child');
  const widths = await rows.evaluateAll((all) =>
    all.map((one) => getComputedStyle(one).borderLeftWidth),
  );
  expect(widths).toEqual(['4px', ...Array.from({ length: 7 }, () => '0px')]);
});

test('only the disc that waits for a finger moves without end, and nothing for whoever wants no motion', async ({
  open,
}) => {
  const { page } = await open('sign-touch');
  const endless = () =>
    page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations === Number.POSITIVE_INFINITY)
        .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target?.classList[0] : '')),
    );
  await page.getByLabel('PIN', { exact: true }).fill('739154');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('timer')).toBeVisible();
  expect(await endless()).toEqual([]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await endless()).toEqual(['tk-halo']);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
