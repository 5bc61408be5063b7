import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  startYubikeyStack,
  type StackKey,
  type YubikeyStack,
} from '../simulators/virtual-yubikey/stack/start.ts';
import { makeHome, removeHome, startInChromium } from './chromium-station.ts';
import { expect, test } from './fixture.ts';
import {
  ceremonyIn,
  deedsOf,
  filesWith,
  recordOf,
  signaturesIn,
  station as cli,
} from './keyholder/disk.ts';
import {
  acceptEvidence,
  button,
  choose,
  enterPin,
  exportKey,
  heading,
  keyWasMade,
  PIN,
  problem,
  review,
  startPractice,
  WRONG_PIN,
} from './keyholder/walk.ts';
import type { RunningStation } from './running-station.ts';

const puk = '73916284';

let stack: YubikeyStack;
let home: string;
let running: RunningStation;

test.beforeEach(async () => {
  test.setTimeout(150_000);
  stack = await startYubikeyStack({
    keys: [
      { serial: 11223344, touch: 'by-hand' },
      // One of another root, as a real YubiKey is: it must not be used in a rehearsal.
      { serial: 24617802, root: 'another', plugged: false },
    ],
  });
  home = makeHome('me');
  running = await startInChromium({
    kind: 'real',
    person: 'me',
    headed: false,
    network: 'none',
    home,
    environment: stack.environment,
  });
});
test.afterEach(async () => {
  await running?.stop();
  await stack?.close();
  removeHome(home);
});

/** Sets the YubiKey up as a person does, from its row in the list of tokens. */
async function setUp(page: Page, serial: string): Promise<void> {
  const spaced = new RegExp(`^Details of ${serial.replaceAll(/(?<=.)(?=.)/g, ' ?')}$`);
  await button(page, spaced).click();
  await expect(heading(page, 'What this YubiKey tells of itself')).toBeVisible();
  await expect(page.getByText('From the factory. Three tries of the PIN left')).toBeVisible();
  await button(page, 'Set this YubiKey up').click();
  await expect(heading(page, 'This YubiKey is as it was made')).toBeVisible();
  await page.getByLabel('Its number').fill(serial);
  await button(page, /^Go on with/).click();
  await expect(heading(page, 'Choose a PIN and a PUK')).toBeVisible();
  for (const [label, secret] of [
    ['New PIN', PIN],
    ['The same PIN again', PIN],
    ['New PUK', puk],
    ['The same PUK again', puk],
  ] as const)
    await page.getByLabel(label).fill(secret);
  await page.locator('.actions .btn-primary').click();
  await expect(heading(page, 'This YubiKey is set up')).toBeVisible();
  await page.locator('.actions .btn-primary').click();
  await expect(heading(page, 'What this YubiKey tells of itself')).toBeVisible();
  await button(page, 'Back').click();
  await expect(heading(page, 'Choose the token for your key')).toBeVisible();
}

/** Rests a finger on the YubiKey once the window says so. */
async function touch(page: Page, key: StackKey): Promise<void> {
  await expect(heading(page, 'Touch your YubiKey now')).toBeVisible();
  await expect(page.getByRole('timer')).toContainText('seconds left');
  await expect.poll(() => key.touch()).toBe(true);
}

async function useYubikey(page: Page): Promise<void> {
  await choose(page, /Practice YubiKey 5/);
  await button(page, /^Use /).click();
}

test('a keyholder makes, proves, exports and uses a key on a YubiKey, and pulls it out on the way', async () => {
  const { page } = running;
  const [key, real] = stack.keys;
  if (key === undefined || real === undefined) throw new Error('no keys');
  await startPractice(page, 'Keyholder');
  const folder = ceremonyIn(home);
  const staged = join(folder, 'staged', 'root.json');

  await test.step('it is seen once its library was approved, and has to be set up', async () => {
    await page.getByText('My token is not in this list').click();
    await button(page, /^Approve libykcs11/).click();
    await real.plug();
    const row = page.locator('.tokenrow-more').filter({ hasText: '24617802' });
    await expect(row.locator('.tokenrow-why')).toHaveText(
      'It may hold real keys. This is a rehearsal, so it stays as it is.',
    );
    await expect(row.getByRole('radio')).toHaveAttribute('aria-disabled', 'true');
    await row.getByRole('button', { name: /^Details of/ }).click();
    await expect(heading(page, 'What this YubiKey tells of itself')).toBeVisible();
    await expect(page.getByText('so it stays as it is').first()).toBeVisible();
    await expect(button(page, 'Set this YubiKey up')).toHaveCount(0);
    await expect(button(page, 'Change the PIN')).toHaveCount(0);
    await button(page, 'Back').click();
    await real.unplug();
    await expect(row).toHaveCount(0);
    await useYubikey(page);
    await expect(heading(page, 'Set this YubiKey up first')).toBeVisible();
    await button(page, /^Go to set up/).click();
    await setUp(page, '11223344');
    await useYubikey(page);
  });

  await test.step('three wrong PINs lock it, and the way out leads to this very token, not to another that may be used', async () => {
    await expect(heading(page, 'Enter the PIN, then make your key')).toBeVisible();
    for (const left of ['Two tries left', 'One try left', 'No tries left: the PIN is locked']) {
      await page.getByLabel('PIN', { exact: true }).fill(WRONG_PIN);
      await page.keyboard.press('Enter');
      await expect(page.locator('.tries')).toHaveText(left);
    }
    await button(page, 'Unblock the PIN with the PUK').click();
    await expect(heading(page, 'Set a new PIN by the PUK')).toBeVisible();
    await expect(page.locator('.tries')).toHaveText('Three tries of the PUK left.');
    await page.getByLabel('PUK of 1 1 2 2 3 3 4 4').fill(puk);
    await page.getByLabel('New PIN', { exact: true }).fill(PIN);
    await page.getByLabel('The same new PIN again').fill(PIN);
    await page.keyboard.press('Enter');
    await expect(page.getByText('The PIN was changed')).toBeVisible();
    await button(page, 'Back').click();
  });

  await test.step('the key is made by the plan, and proves itself under a finger', async () => {
    await expect(heading(page, 'Enter the PIN, then make your key')).toBeVisible();
    await expect(page.getByText('Three tries left')).toBeVisible();
    await page.getByLabel('PIN', { exact: true }).fill(PIN);
    await button(page, /^Make the key on/).click();
    await touch(page, key);
    await keyWasMade(page);
  });

  await test.step('the evidence is what the YubiKey certifies, and is exported', async () => {
    await expect(heading(page, 'Your key was made on this practice YubiKey')).toBeVisible();
    await expect(page.getByText('Evidence is complete')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Certificate chain' })).toContainText(
      'Keyholder Station Practice Root',
    );
    await acceptEvidence(page);
    await exportKey(page);
    const written = recordOf(folder).find(
      ({ kind, participant }) => kind === 'export.written' && participant === 'priya-raman',
    );
    expect(written?.data['files']).toHaveLength(3);
    await review(page);
  });

  await test.step('it is pulled out and plugged in again before the PIN', async () => {
    await expect(heading(page, 'Enter the PIN of your token')).toBeVisible();
    await expect(page.getByText('Three tries left')).toBeVisible();
    await key.unplug();
    await expect(heading(page, 'Plug in your token')).toBeVisible();
    await key.plug();
  });

  await test.step('a wrong PIN costs a try, which is said before the next', async () => {
    await enterPin(page, WRONG_PIN);
    await expect(problem(page)).toContainText('That was not the PIN');
    await expect(page.getByText('Two tries left')).toBeVisible();
  });

  await test.step('pulled out under the finger nothing is signed', async () => {
    await enterPin(page, PIN);
    await expect(heading(page, 'Touch your YubiKey now')).toBeVisible();
    await key.unplug();
    await expect(problem(page)).toContainText('The token is gone, or was for a moment');
    expect(signaturesIn(staged)).toBe(2);
    await key.plug();
  });

  await test.step('PIN and touch: the signature is checked twice and written', async () => {
    await enterPin(page, PIN);
    await touch(page, key);
    await expect(heading(page, 'Your signature is on root version 2')).toBeVisible();
    expect(signaturesIn(staged)).toBe(3);
  });

  expect(cli('transcript', 'verify', folder)).toMatchObject({ status: 0 });
  expect(deedsOf(folder, 'priya-raman').slice(-2)).toEqual([
    'signature.intended',
    'signature.added',
  ]);
  for (const pin of [PIN, WRONG_PIN, puk]) expect(filesWith(home, pin)).toEqual([]);
});
