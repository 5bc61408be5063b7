import { expect, test, type Page } from '@playwright/test';
import { startYubikeyStack, type YubikeyStack } from '../simulators/virtual-yubikey/stack/start.ts';
import { removeHome, startInChromium } from './chromium-station.ts';
import type { RunningStation } from './running-station.ts';

const pin = '48261937';
const puk = '73916284';
const next = '59162738';

let stack: YubikeyStack;
let station: RunningStation;
let page: Page;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  stack = await startYubikeyStack({ keys: [{ serial: 24617802, firmware: '5.4.3' }] });
  station = await startInChromium({
    kind: 'real',
    person: 'me',
    headed: false,
    environment: { ...stack.environment },
  });
  ({ page } = station);
});
test.afterAll(async () => {
  await station?.stop();
  await stack?.close();
  if (station !== undefined) removeHome(station.home);
});

const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
const heading = (name: string | RegExp) =>
  expect(page.getByRole('heading', { name })).toBeVisible();
const primary = () => page.locator('.actions .btn-primary').click();

/** PIN commands that reached the device since the last time this was asked: change, and reset by the PUK. */
const sent = async (): Promise<readonly string[]> =>
  ((await stack.keys[0]?.log()) ?? []).filter((line) => /^> 00(24|2c)/.test(line));

test('a YubiKey is found without a ceremony, once its module is approved', async () => {
  test.setTimeout(120_000);
  await press('Look at your tokens');
  await heading('Tokens that are plugged in');
  await page.getByText('My token is not in this list').click();
  await press(/^Approve libykcs11/);
  await expect(page.locator('.inventory-row')).toContainText('24617802');
  // By keyboard: the row's button takes the focus and opens with Enter.
  await page.locator('.inventory-row button').focus();
  await page.keyboard.press('Enter');
  await heading('What this YubiKey tells of itself');
  await expect(page.locator('main')).toContainText('From the factory. Three tries of the PIN left');
  await expect(page.locator('main')).toContainText('YSA-2024-03');
});

test('it is set up after its number was typed, and read back', async () => {
  test.setTimeout(120_000);
  await press('Set this YubiKey up');
  await heading('This YubiKey is as it was made');
  const goOn = page.getByRole('button', { name: /^Go on with/ });
  await expect(goOn).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('Its number').fill('24617803');
  await expect(goOn).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('Its number').fill('24 617 802');
  await page.keyboard.press('Enter');
  await heading('Choose a PIN and a PUK');
  // The default PUK is refused, and nothing has happened.
  await sent();
  await fillSetUp(pin, '12345678');
  await primary();
  await expect(page.getByRole('alert')).toContainText('This PUK can not be chosen');
  expect(await sent()).toEqual([]);
  await fillSetUp(pin, puk);
  await primary();
  await heading('This YubiKey is set up');
  await expect(page.locator('main')).toContainText('Kept on the token, behind its PIN');
  await primary();
  await heading('What this YubiKey tells of itself');
  expect(await sent()).toHaveLength(2);
});

test('three wrong PINs lock it, each sent once, and the PUK opens it', async () => {
  test.setTimeout(120_000);
  await press('Change the PIN');
  await heading('Change the PIN');
  for (const tries of ['Two tries of the PIN left', 'One try of the PIN left']) {
    await fillPin('13579135');
    await primary();
    await expect(page.getByRole('alert')).toContainText('That was not the PIN');
    await expect(page.locator('.tries')).toContainText(tries);
  }
  await fillPin('13579135');
  await primary();
  await expect(page.getByRole('alert')).toContainText('The PIN is locked');
  expect(await sent()).toHaveLength(3);
  await press('Unblock the PIN with the PUK');
  await heading('Set a new PIN by the PUK');
  await expect(page.locator('.tries')).toContainText('Three tries of the PUK left');
  await fillPin(puk);
  await primary();
  await expect(page.locator('main')).toContainText('The PIN was changed');
  await expect(page.locator('main')).toContainText('Three tries of the PIN left');
  expect(await sent()).toHaveLength(1);
  await press('Back');
  await heading('Tokens that are plugged in');
});

async function fillSetUp(first: string, second: string): Promise<void> {
  await page.getByLabel('New PIN').fill(first);
  await page.getByLabel('The same PIN again').fill(first);
  await page.getByLabel('New PUK').fill(second);
  await page.getByLabel('The same PUK again').fill(second);
}

async function fillPin(secret: string): Promise<void> {
  await page.getByLabel(/^(PIN|PUK) of/).fill(secret);
  await page.getByLabel('New PIN', { exact: true }).fill(next);
  await page.getByLabel('The same new PIN again').fill(next);
}
