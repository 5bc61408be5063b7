import type { Page } from '@playwright/test';
import { expect, test } from '../fixture.ts';

test.use({ kind: 'small' });
// With a screen it runs as the ordinary person, too: there the window is like an application's.
test.skip(({ person, headed }) => person === 'ordinary' && !headed, 'the same window');

/** Asks as the station's own page does. */
async function show(page: Page, open: boolean): Promise<void> {
  await page.evaluate((wish) => {
    const call = { t: 'call', id: 7, method: 'witness.show', value: { open: wish } };
    window.station.post(JSON.stringify(call));
  }, open);
}

/** Opens the second window, and waits until its page has its answers. */
async function open(page: Page): Promise<Page> {
  const coming = page.context().waitForEvent('page');
  await show(page, true);
  const screen = await coming;
  await expect(screen.locator('li')).toHaveCount(4);
  return screen;
}

test('@window the witness screen sees, cannot act, and its end is not the end of the station', async ({
  page,
  station,
}) => {
  const context = page.context();
  const screen = await open(page);
  await expect(screen.locator('h1')).toHaveText('Small screen');
  expect(screen.url()).toBe('https://station.invalid/witness.html');

  expect((await screen.locator('li').allTextContents()).toSorted()).toEqual([
    '0 ok No ceremony is open',
    '1 err rpc.unknown-method',
    '2 err rpc.unknown-method',
    '3 err rpc.unknown-method',
  ]);
  // It has the two functions, stays where it is, and neither opens a window nor shows the other's page.
  const probed = await screen.evaluate(async () => {
    const opened = window.open('https://station.invalid/index.html') !== null;
    location.assign('https://station.invalid/index.html');
    const fetched = await fetch('/index.html').then(
      () => 'reached',
      () => 'blocked',
    );
    return {
      opened,
      fetched,
      functions: Object.keys(window.station),
      frozen: Object.isFrozen(window.station),
    };
  });
  expect(probed).toEqual({
    opened: false,
    fetched: 'blocked',
    functions: ['post', 'listen'],
    frozen: true,
  });
  expect(screen.url()).toBe('https://station.invalid/witness.html');
  await context.newPage().catch(() => null);
  await expect.poll(() => context.pages().length).toBe(2);

  await screen.close();
  await expect.poll(() => station.logged.join()).toContain('the witness screen is closed');
  const events = async (): Promise<number> => Number(await page.locator('#events').textContent());
  const before = await events();
  await expect.poll(events).toBeGreaterThan(before);

  await open(page);
  await show(page, false);
  await expect.poll(() => context.pages().length).toBe(1);
  expect(station.process.exitCode).toBeNull();
});

test('@window a crash of the witness screen is not the end of the station, and the end of the station is its end', async ({
  page,
  station,
}) => {
  const screen = await open(page);
  const session = await page.context().newCDPSession(screen);
  void session.send('Page.crash').catch(() => undefined);
  await expect.poll(() => station.logged.join()).toContain('the witness screen crashed (1)');
  expect(station.logged.join()).not.toContain('the page crashed');
  await page.close();
  expect(await station.over).toBe(0);
});
