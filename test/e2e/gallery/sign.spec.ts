import { asleep, expect, test } from './behaviour.ts';
import { ROOT } from '../../renderer/gallery/values/digests.ts';

const PIN = '739154';

test('the PIN goes to main once, and is nowhere in the page after that', async ({ open }) => {
  const scene = await open('live-sign');
  const { page } = scene;
  await page.getByLabel('PIN', { exact: true }).pressSequentially(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Touch your YubiKey now');
  expect(await scene.onlyCall('sign.start')).toEqual({ sha256: ROOT, pin: PIN });
  const markup = await page.evaluate(() => document.documentElement.outerHTML);
  expect(markup).not.toContain(PIN);
  await expect(page.locator('input')).toHaveCount(0);
  await expect(page.locator('.btn-primary')).toHaveCount(0);
});

test('an empty PIN is never sent', async ({ open }) => {
  const scene = await open('live-sign');
  await scene.page.getByLabel('PIN', { exact: true }).press('Enter');
  await scene.page.getByRole('button', { name: 'Sign root version 16' }).click(asleep);
  expect(await scene.sent('sign.start')).toEqual([]);
});

test('Esc cancels the wait, and the page says what did not happen', async ({ open }) => {
  const scene = await open('live-sign');
  const { page } = scene;
  await page.getByLabel('PIN', { exact: true }).fill(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('timer')).toContainText('9');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alert')).toContainText('You cancelled');
  await expect(page.getByRole('alert')).toContainText('Nothing was signed');
  expect((await scene.sent()).filter((frame) => frame.t === 'cancel')).toHaveLength(1);
  await expect(page.getByLabel('PIN', { exact: true })).toHaveValue('');
});

test('the gold disc of a practice token is pressed by keyboard alone', async ({ open }) => {
  const scene = await open('live-sign', { mode: 'rehearsal' });
  const { page } = scene;
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('PIN', { exact: true })).toBeFocused();
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const disc = page.getByRole('button', { name: 'Press the gold disc of the practice token' });
  await disc.focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Your signature is on');
  expect(await scene.sent('sign.touch')).toHaveLength(1);
});

test('the ring itself says that time ran out', async ({ open }) => {
  const { page } = await open('sign-ran-out');
  const ended = page.getByText('Time ran out', { exact: true });
  await expect(ended).toHaveCount(0);
  await page.getByLabel('PIN', { exact: true }).fill(PIN);
  await page.keyboard.press('Enter');
  await expect(ended).toBeVisible();
  const colours = await page
    .locator('.ring path')
    .evaluateAll((paths) => [...new Set(paths.map((path) => getComputedStyle(path).stroke))]);
  const word = await ended.evaluate((element) => getComputedStyle(element).color);
  expect(colours).toEqual([word]);
  await expect(page.getByRole('timer')).toHaveCount(0);
});

test('a deviation about another token is confirmed where it was told', async ({ open }) => {
  const { page } = await open('sign-wrong-token');
  await page.getByRole('button', { name: 'My token was replaced. Tell the host' }).click();
  await page.getByLabel('What was decided').fill('The host looks for the spare.');
  await page.getByRole('button', { name: 'Record the deviation' }).click();
  await expect(page.getByRole('status')).toContainText('The deviation is in the record.');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'This is not the token in the plan',
  );
});

test('a wrong PIN is told in the step, with the focus on it', async ({ open }) => {
  const { page } = await open('sign-wrong-pin');
  await page.getByLabel('PIN', { exact: true }).fill(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'That was not the PIN' })).toBeFocused();
  await expect(page.getByText('Nothing was sent again')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign root version 16' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('the station goes on by itself when the right token is plugged in', async ({ open }) => {
  const { page } = await open('live-exchange');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'This is not the token in the plan',
  );
  await expect(page.getByText('Stopped: wrong token')).toBeVisible();
  await page.evaluate(() =>
    globalThis.gallery?.emit('tokens.changed', {
      tokens: [],
      chosen: null,
      modules: [],
      mayMakePractice: false,
    }),
  );
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter the PIN of your token');
  await expect(page.getByText('Stopped: wrong token')).toHaveCount(0);
});

test('a way out is closed, or written down as a deviation about the network', async ({ open }) => {
  const scene = await open('sign-network');
  const { page } = scene;
  await expect(page.getByLabel('PIN', { exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'It has to stay. Record a deviation' }).click();
  await page.getByLabel('What was decided').fill('The host reads the record aloud.');
  await page.getByRole('button', { name: 'Record the deviation' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This machine has a way out');
  expect(await scene.onlyCall('deviation.record')).toMatchObject({
    about: 'network',
    happened: 'A default route through wlan0.',
  });
  expect((await scene.sent('sign.look')).length).toBeGreaterThan(1);
});

test('a token with its own PIN pad is started without a PIN', async ({ open }) => {
  const scene = await open('sign-pad');
  await scene.page.getByRole('button', { name: 'Sign root version 16' }).click();
  await expect(scene.page.getByRole('heading', { level: 1 })).toHaveText(
    'Type the PIN on the token now',
  );
  expect(await scene.onlyCall('sign.start')).toEqual({ sha256: ROOT, pin: null });
});
