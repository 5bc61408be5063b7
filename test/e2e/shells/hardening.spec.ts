import { expect, test } from '../fixture.ts';

test.use({ kind: 'small' });

test('nothing that the page tries leaves it, and no script comes from elsewhere', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Probe' }).click();
  await expect
    .poll(() => page.evaluate(() => Reflect.get(globalThis, 'probed')))
    .toEqual({
      leave: {
        fetch: 'blocked',
        own: 'blocked',
        image: 'blocked',
        data: 'blocked',
        socket: 'blocked',
        worker: 'blocked',
      },
      run: {
        eval: 'EvalError',
        function: 'EvalError',
        markup: 'TypeError',
        script: 'TypeError',
        style: 'ignored',
      },
    });
});

test('@window the page stays where it is: no navigation, no window, no frame', async ({ page }) => {
  await page.getByRole('button', { name: 'Open' }).click();
  await page.waitForTimeout(500);
  expect(page.url()).toBe('https://station.invalid/index.html');
  await expect(page.getByRole('heading', { name: 'Small page' })).toBeVisible();
  expect(page.context().pages()).toHaveLength(1);
  expect(page.frames().filter((frame) => frame.url().includes('example'))).toEqual([]);
});

test('a window that is opened past the page is closed', async ({ page }) => {
  await page
    .context()
    .newPage()
    .catch(() => null);
  await expect.poll(() => page.context().pages().length).toBe(1);
  await expect(page.locator('#answer')).toHaveText('chromium');
});

test('permissions are refused', async ({ page }) => {
  const granted = await page.evaluate(async () => {
    const found: string[] = [];
    for (const name of ['geolocation', 'notifications', 'midi', 'camera', 'microphone'] as const) {
      const { state } = await navigator.permissions.query({ name });
      if (state === 'granted') found.push(name);
    }
    const media = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      () => 'refused',
    );
    return { found, media };
  });
  expect(granted).toEqual({ found: [], media: 'refused' });
});
