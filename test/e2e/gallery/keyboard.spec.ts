import { expect, test, type Browser, type Page } from '@playwright/test';
import { openBrowser, openScene } from './gallery-page.ts';

let browser: Browser | undefined;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  browser = await openBrowser();
});
test.afterAll(() => browser?.close());

const look = { width: 1280, height: 832, scheme: 'light', mode: 'real' } as const;
const open = (scene: string, mode: 'real' | 'rehearsal' = 'real'): Promise<Page> =>
  openScene(browser!, scene, { ...look, mode });

const focused = (page: Page) => page.locator(':focus');

test('focus starts on the heading of a step and the window is named after it', async () => {
  const page = await open('token');
  await expect(focused(page)).toHaveText('Choose the token for your key');
  expect(await page.title()).toBe('Choose the token for your key · Keyholder Station');
});

test('focus moves to the heading of an error in place', async () => {
  const page = await open('key-enter');
  await page.getByLabel('PIN').fill('739154');
  await page.keyboard.press('Enter');
  await expect(focused(page)).toHaveText('That was not the PIN');
});

test('Tab goes through the stage, then the action bar, then the steps', async () => {
  const page = await open('evidence');
  const order: string[] = [];
  for (let press = 0; press < 5; press += 1) {
    await page.keyboard.press('Tab');
    order.push((await focused(page).innerText()).replaceAll(/\s+/g, ' ').trim());
  }
  expect(order[0]).toBe('Copy all 64 digits');
  expect(order.slice(1, 3)).toEqual(['Back', 'Go on to export']);
  expect(order[3]).toMatch(/^Token/);
  expect(order[4]).toMatch(/^Key/);
});

test('locked choices are reached with the arrows and read, and never chosen', async () => {
  const page = await open('token');
  const planned = page.getByRole('radio', { name: /Planned for you/ });
  await planned.focus();
  await page.keyboard.press('ArrowDown');
  const locked = page.getByRole('radio', { name: /Its signing slot already holds a key/ });
  await expect(locked).toBeFocused();
  await expect(locked).not.toBeChecked();
  await expect(planned).toBeChecked();
  await page.keyboard.press('Space');
  await expect(planned).toBeChecked();
  await expect(page.getByRole('button', { name: /Use/ })).toContainText('617');
});

test('arrows choose among open choices', async () => {
  const page = await open('welcome');
  await page.getByRole('radio', { name: /Keyholder/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /Host/ })).toBeChecked();
  await expect(page.getByRole('button', { name: 'Continue as host' })).toBeVisible();
});

test('F opens the whole fingerprint, Esc closes it and gives the focus back', async () => {
  const page = await open('evidence');
  await page.getByRole('button', { name: 'Copy all 64 digits' }).focus();
  await page.keyboard.press('f');
  const panel = page.getByRole('dialog', { name: 'Fingerprint of your public key' });
  await expect(panel.getByRole('row')).toHaveCount(9);
  await page.keyboard.press('f');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Copy all 64 digits' })).toBeFocused();
  await expect(page.locator('h1')).toHaveText('Your key was made on this device');
});

test('R reads aloud, Space confirms a row, and only eight rows wake the primary action', async () => {
  const page = await open('export');
  await page.keyboard.press('r');
  const agree = page.getByRole('button', { name: 'All eight rows agree' });
  for (let row = 0; row < 8; row += 1) {
    await expect(agree).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Space');
  }
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(8);
  await expect(agree).not.toHaveAttribute('aria-disabled');
});

test('single letters are text in a text field, and can be turned off', async () => {
  const page = await open('key');
  await page.getByLabel('New PIN').fill('');
  await page.keyboard.type('f?r');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.locator('h1').focus();
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: /Single letters/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.locator('h1').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('Alt and the left arrow go back a step, and forward again loses nothing', async () => {
  const page = await open('evidence');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.locator('.steps [aria-current=step]')).toContainText('Key');
  await page.getByRole('button', { name: /^Evidence/ }).click();
  await expect(page.locator('h1')).toHaveText('Your key was made on this device');
});

test('Esc never leaves a step', async () => {
  const page = await open('evidence');
  await page.keyboard.press('Escape');
  await expect(page.locator('h1')).toHaveText('Your key was made on this device');
});

test('a waiting primary action can be focused, says why, and does nothing', async () => {
  const page = await open('who');
  const go = page.getByRole('button', { name: 'Go on' });
  await go.focus();
  await expect(go).toBeFocused();
  await expect(go).toHaveAccessibleDescription('Choose your name first.');
  await page.keyboard.press('Enter');
  await expect(page.locator('h1')).toHaveText('Who are you?');
});

test('Enter in the first of two PIN fields sends nothing', async () => {
  const page = await open('key');
  await page.getByLabel('New PIN').fill('739154');
  await page.keyboard.press('Enter');
  await expect(page.locator('h1')).toHaveText('Choose a PIN, then make your key');
  await expect(page.getByLabel('New PIN')).toHaveValue('739154');
});

test('a PIN is gone from the page once it was sent', async () => {
  const page = await open('key-enter');
  await page.getByLabel('PIN').fill('739154');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await expect(page.getByLabel('PIN')).toHaveValue('');
  expect(await page.content()).not.toContain('739154');
});

test('a serial is copied without gaps', async () => {
  const page = await open('token');
  const copied = await page.evaluate(() => {
    const digits = document.querySelector('.tokenrow-serial')!;
    getSelection()!.selectAllChildren(digits);
    return getSelection()!.toString();
  });
  expect(copied.trim()).toBe('Serial 24617802');
});

test('a rehearsal carries its marks and a real ceremony carries none', async () => {
  const rehearsal = await open('sign-pin', 'rehearsal');
  await expect(rehearsal.locator('html')).toHaveClass('rehearsal');
  await expect(rehearsal.getByText('Nothing signed here is valid')).toBeVisible();
  const real = await open('sign-pin');
  await expect(real.locator('html')).not.toHaveClass('rehearsal');
  await expect(real.getByText('Rehearsal')).toHaveCount(0);
});

test('as root the real ceremony is locked and says why', async () => {
  const page = await open('welcome-root');
  const real = page.getByRole('radio', { name: /Real ceremony/ });
  await expect(real).toHaveAccessibleName(/started as root/);
  await real.click({ force: true });
  await expect(page.getByRole('radio', { name: /Rehearsal/ })).toBeChecked();
});
