import { expect, test } from '../fixture.ts';

test.use({ kind: 'small' });

test('@window the page talks to the station, and is told of changes', async ({ page }) => {
  await expect(page.locator('#answer')).toHaveText('chromium');
  await expect(page.locator('#events')).not.toHaveText('0');
  expect(await page.title()).toBe('Keyholder Station');
});

test('the page gets two frozen functions and nothing else', async ({ page }) => {
  await expect(page.locator('#answer')).toHaveText('chromium');
  const given = await page.evaluate(() => {
    const window = globalThis as unknown as { seen: string[]; station: object };
    return {
      seen: window.seen.filter((name) => name !== 'AuthenticatorAttestationResponse'),
      keys: Object.keys(window.station).toSorted(),
      frozen: Object.isFrozen(window.station),
      replaced:
        Reflect.set(globalThis, 'station', 1) || Reflect.deleteProperty(globalThis, 'station'),
      node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
    };
  });
  expect(given).toEqual({
    seen: ['station'],
    keys: ['listen', 'post'],
    frozen: true,
    replaced: false,
    node: [],
  });
});

test('a reload starts a new conversation', async ({ page }) => {
  await expect(page.locator('#answer')).toHaveText('chromium');
  for (let time = 0; time < 3; time += 1) {
    await page.reload();
    await expect(page.locator('#answer')).toHaveText('chromium');
    await expect(page.locator('#events')).not.toHaveText('0');
  }
});

test('@window the window has the size that the pages are drawn for', async ({ page }) => {
  const size = await page.evaluate(() => [globalThis.outerWidth, globalThis.outerHeight]);
  expect(size).toEqual([1280, 832]);
});
