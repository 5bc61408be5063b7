import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startYubikeyStack } from '../simulators/virtual-yubikey/stack/start.ts';
import { removeHome, startInChromium } from './chromium-station.ts';
import { still } from './still.ts';

const PICTURES = join(import.meta.dirname, '../../docs/pictures');

async function picture(page: Page, name: string): Promise<void> {
  await still(page);
  await page.screenshot({ path: join(PICTURES, `${name}.png`), caret: 'hide' });
}

test('a virtual YubiKey: looked at, set up, its PIN changed by the PUK', async () => {
  const stack = await startYubikeyStack({ keys: [{ serial: 24617802, firmware: '5.4.3' }] });
  const environment = { ...stack.environment };
  const station = await startInChromium({
    kind: 'real',
    person: 'me',
    headed: false,
    network: 'none',
    environment,
  });
  const { page } = station;
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  try {
    await page.setViewportSize({ width: 1280, height: 832 });
    await press('Look at your tokens');
    await page.getByText('My token is not in this list').click();
    await press(/^Approve libykcs11/);
    await expect(page.locator('.inventory-row')).toHaveCount(1);
    await page.getByText('My token is not in this list').click();
    await picture(page, 'tokens');
    await page.locator('.inventory-row button').click();
    await page.getByRole('heading', { name: /tells of itself/ }).waitFor();
    await picture(page, 'token-details');
    await press('Set this YubiKey up');
    await page.getByLabel('Its number').fill('24 617 802');
    await picture(page, 'set-up');
    await press(/^Go on with/);
    await page.getByLabel('New PIN').fill('48261937');
    await page.getByLabel('The same PIN again').fill('48261937');
    await page.getByLabel('New PUK').fill('73916284');
    await page.getByLabel('The same PUK again').fill('73916284');
    await picture(page, 'set-up-secrets');
    await press(/^Set up/);
    await page.getByRole('heading', { name: 'This YubiKey is set up' }).waitFor();
    await picture(page, 'set-up-done');
    await press('Go on to its details');
    await press('Set a new PIN by the PUK');
    await page.getByRole('heading', { name: 'Set a new PIN by the PUK' }).waitFor();
    await picture(page, 'unblock');
  } finally {
    await station.stop();
    await stack.close();
    removeHome(station.home);
  }
});
