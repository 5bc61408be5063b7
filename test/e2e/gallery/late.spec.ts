import type { Page } from '@playwright/test';
import { asleep, expect, test, type OpenScene } from './behaviour.ts';

const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const primary = (page: Page) => page.locator('.actions .btn-primary');
const asked = (scene: OpenScene, method: string) =>
  expect.poll(async () => (await scene.sent(method)).length);

test('two presses ask once, and the answer leads on', async ({ open }) => {
  const scene = await open('live-path', { hold: ['tokens.choose'] });
  const { page } = scene;
  await press(page, /^Use/);
  await expect(primary(page)).toHaveAttribute('aria-disabled', 'true');
  await primary(page).click(asleep);
  await page.keyboard.press('Enter');
  await scene.letGo();
  await expect(heading(page)).toHaveText('Choose a PIN, then make your key');
  expect(await scene.sent('tokens.choose')).toHaveLength(1);
});

test('an answer takes nobody away from the step that they went to meanwhile', async ({ open }) => {
  const scene = await open('live-evidence', { hold: ['evidence.accept'] });
  const { page } = scene;
  await press(page, 'Go on to export');
  await asked(scene, 'evidence.accept').toBe(1);
  await press(page, 'Back');
  await expect(heading(page)).toHaveText('Choose a PIN, then make your key');
  await page.getByLabel('New PIN').fill('739');
  await scene.letGo();
  await expect(heading(page)).toHaveText('Choose a PIN, then make your key');
  await expect(page.getByLabel('New PIN')).toHaveValue('739');
});

test('while a token changes its PIN there is no way out of the page, and nothing is sent twice', async ({
  open,
}) => {
  const scene = await open('tokens-used', { hold: ['tokens.changePin'] });
  const { page } = scene;
  await press(page, 'Look at your tokens');
  await page.locator('.inventory-row button').first().click();
  await press(page, 'Change the PIN');
  const fields = page.locator('input[type=password]');
  for (const field of await fields.all()) await field.fill('739154');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The token is at work. Leave it plugged in.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'I do not know the PIN' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Back' }).click(asleep);
  // What is typed meanwhile is not sent after it.
  for (const field of await fields.all()) await field.fill('111111');
  await page.keyboard.press('Enter');
  await primary(page).click(asleep);
  await expect(fields.first()).toHaveValue('111111');
  await scene.letGo();
  await expect(page.getByRole('alert').getByRole('heading')).toBeFocused();
  expect(await scene.sent('tokens.changePin')).toHaveLength(1);
  await press(page, 'Back');
  await expect(heading(page)).toHaveText('What this YubiKey tells of itself');
});

test('a practice key is removed once, after its number and the PIN', async ({ open }) => {
  const scene = await open('tokens-practice', { hold: ['tokens.removeKey'] });
  const { page } = scene;
  await press(page, 'Look at your tokens');
  await page.locator('.inventory-row button').first().click();
  await press(page, 'Remove this practice key');
  const pin = page.getByLabel('PIN', { exact: true });
  await pin.fill('123456');
  await page.keyboard.press('Enter');
  await page.getByLabel('Number of its token').fill('90000004');
  await page.keyboard.press('Enter');
  expect(await scene.sent('tokens.removeKey')).toHaveLength(0);
  await expect(pin).toHaveValue('123456');
  await page.getByLabel('Number of its token').fill('90 000 003');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The token is at work.')).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click(asleep);
  await pin.fill('123456');
  await page.keyboard.press('Enter');
  await expect(pin).toHaveValue('123456');
  await scene.letGo();
  await expect(page.getByText('The practice key was removed')).toBeVisible();
  expect(await scene.onlyCall('tokens.removeKey')).toMatchObject({
    serial: '90000003',
    pin: '123456',
  });
});

test('a field that was emptied behind the page’s back sends no empty PIN', async ({ open }) => {
  const scene = await open('live-sign');
  const { page } = scene;
  const pin = page.getByLabel('PIN', { exact: true });
  await pin.fill('739154');
  await pin.evaluate((field) => {
    if (field instanceof HTMLInputElement) field.value = '';
  });
  await page.keyboard.press('Enter');
  await expect(page.getByText('The PIN comes first.')).toBeVisible();
  expect(await scene.sent('sign.start')).toEqual([]);
});

test('a first look at the token that stops can be made again', async ({ open }) => {
  const scene = await open('troubled-key');
  const { page } = scene;
  await expect(page.getByRole('alert').getByRole('heading')).toBeFocused();
  await press(page, 'Look again');
  await expect(heading(page)).toHaveText('Choose a PIN, then make your key');
  expect(await scene.sent('key.look')).toHaveLength(2);
});

test('sentences of a deviation are not lost by Esc, but by Back alone', async ({ open }) => {
  const { page } = await open('host');
  const write = 'Write down what is not as expected';
  await page.keyboard.press('d');
  await expect(heading(page)).toHaveText(write);
  await page.keyboard.press('Escape');
  await expect(heading(page)).not.toHaveText(write);
  await page.keyboard.press('d');
  await page.getByLabel('What happened').fill('The bag of Priya was open.');
  await page.keyboard.press('Escape');
  await expect(page.getByLabel('What happened')).toHaveValue('The bag of Priya was open.');
  await press(page, 'Back');
  await expect(heading(page)).not.toHaveText(write);
});

test('an action that waits for its answer says so to whoever cannot see it', async ({ open }) => {
  const scene = await open('done', { hold: ['bundle.write'] });
  const { page } = scene;
  await press(page, 'Put the bundle on a stick');
  await press(page, /CEREMONY-A/);
  await press(page, /^Write to/);
  await expect(primary(page)).toHaveAccessibleDescription('Writing, reading back and comparing.');
  await primary(page).click(asleep);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await scene.letGo();
  await expect(primary(page)).not.toHaveAttribute('aria-disabled', 'true');
  expect(await scene.sent('bundle.write')).toHaveLength(1);
});
