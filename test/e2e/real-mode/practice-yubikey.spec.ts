import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import {
  startYubikeyStack,
  type YubikeyStack,
} from '../../simulators/virtual-yubikey/stack/start.ts';
import { makeHome, removeHome, startInChromium } from '../chromium-station.ts';
import { expect, test } from '../fixture.ts';
import { recordOf } from '../keyholder/disk.ts';
import { makeRealCeremony } from '../keyholder/own-token.ts';
import { button, heading } from '../keyholder/walk.ts';
import type { RunningStation } from '../running-station.ts';
import { openReal } from '../keyholder/open-real.ts';

const serial = '11223344';
/** Commands that carry a PIN or a secret, or change something; an empty VERIFY only asks for the tries. */
const secret = /^> 00(20....(?!00)|24|2c|47|87|db|f[ab]|ff)/;

let stack: YubikeyStack;
let home: string;
let running: RunningStation;

test.beforeEach(async ({ person, headed }) => {
  test.setTimeout(150_000);
  stack = await startYubikeyStack({ keys: [{ serial: Number(serial) }] });
  // Whoever sits at the machine may talk to pcscd, as at a real one.
  for (const path of [stack.folder, join(stack.folder, 'pcscd')]) chmodSync(path, 0o755);
  home = makeHome(person);
  makeRealCeremony(home, person, serial);
  running = await startInChromium({
    kind: 'real',
    person,
    headed,
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

test('a practice YubiKey is refused in a real ceremony, also where the plan names its number', async () => {
  const { page } = running;
  const [key] = stack.keys;
  if (key === undefined) throw new Error('no key');
  await openReal(page, 'Keyholder');
  await page.getByText('My token is not in this list').click();
  await button(page, /^Approve libykcs11/).click();
  const row = page.locator('.tokenrow-more').filter({ hasText: serial });
  await expect(row.locator('.tokenrow-why')).toHaveText(
    'For rehearsals only. This is a real ceremony.',
  );
  await key.log();

  await test.step('it cannot be chosen, nor is it used for want of another', async () => {
    await expect(row.getByRole('radio')).toHaveAttribute('aria-disabled', 'true');
    // A person presses it all the same.
    await row.getByRole('radio').click({ force: true });
    await expect(row.getByRole('radio')).not.toBeChecked();
    await expect(button(page, /^Use /)).toHaveAttribute('aria-disabled', 'true');
    await button(page, /^Use /).click({ force: true });
    await expect(heading(page, 'Choose the token for your key')).toBeVisible();
  });

  await test.step('its details offer nothing that would change it', async () => {
    await row.getByRole('button', { name: /^Details of/ }).click();
    await expect(heading(page, 'What this YubiKey tells of itself')).toBeVisible();
    await expect(page.getByText('For rehearsals only').first()).toBeVisible();
    for (const way of [
      'Set this YubiKey up',
      'Set it up anew',
      'Change the PIN',
      'Unblock the PIN',
    ])
      await expect(button(page, way)).toHaveCount(0);
    await button(page, 'Back').click();
    await expect(heading(page, 'Choose the token for your key')).toBeVisible();
  });

  expect((await key.log()).filter((line) => secret.test(line))).toEqual([]);
  const deeds = recordOf(join(home, 'Root signing 1')).map(({ kind }) => kind);
  expect(deeds.some((kind) => /^(token|key|evidence|signature)\./.test(kind))).toBe(false);
});
