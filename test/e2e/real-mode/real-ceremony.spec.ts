import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { mintHsm } from '../../attestation/hsm-files.ts';
import { certificatePem } from '../../attestation/minted.ts';
import { expect, test } from '../fixture.ts';
import { deedsOf, filesWith, recordOf, signaturesIn, station as cli } from '../keyholder/disk.ts';
import {
  acceptEvidence,
  button,
  enterPin,
  exportKey,
  heading,
  keyWasMade,
  problem,
  review,
} from '../keyholder/walk.ts';
import { openReal } from '../keyholder/open-real.ts';
import { makeOwnToken, makeRealCeremony, OWN_PIN } from '../keyholder/own-token.ts';

/** The maker's library is read and digested, and loaded only after its digest was approved. */
async function approveSoftHsm(page: Page): Promise<void> {
  await page.getByText('My token is not in this list').click();
  await button(page, 'Choose a module file…').click();
  const panel = page.getByRole('dialog');
  for (const name of ['This computer', 'usr', 'lib', 'softhsm', 'libsofthsm2.so'])
    await panel.getByRole('button', { name, exact: true }).click();
  await panel.getByRole('button', { name: 'Look at libsofthsm2.so' }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'libsofthsm2.so' });
  await expect(card.filter({ hasText: 'Waits for you' })).toHaveCount(1);
  await button(page, 'Approve libsofthsm2.so with this digest').click();
}

/** Two files of another key, from a device that no maker vouches for, on a stick of the person's. */
function makeOtherFiles(home: string): void {
  const { keyCert, deviceCert } = mintHsm({ serial: 7_550_140 });
  mkdirSync(join(home, 'hsm-files'));
  writeFileSync(join(home, 'hsm-files', 'key_attestation.pem'), certificatePem(keyCert));
  writeFileSync(join(home, 'hsm-files', 'device_attestation.der'), deviceCert);
}

/** Brings files that are no evidence of this key: they are refused in place, and the step goes on without them. */
async function bringOtherFiles(page: Page, serial: string): Promise<void> {
  const panel = page.getByRole('dialog');
  await expect(page.getByText('No attestation: this token cannot give one')).toBeVisible();
  await button(page, 'Attestation from files…').click();
  await expect(panel.getByText('First of two files')).toBeVisible();
  await pickFile(page, 'key_attestation.pem', 'Take');
  await expect(panel.getByText('Second of two files')).toBeVisible();
  await pickFile(page, 'device_attestation.der', 'Check with');
  await expect(problem(page)).toContainText('The attestation is of another device');
  await expect(problem(page)).toContainText(`serial ${serial}`);
  await expect(problem(page)).toContainText('serial 7550140');
  await expect(problem(page)).toContainText('Nothing was written');
  await expect(page.getByText('No attestation: this token cannot give one')).toBeVisible();
}

async function pickFile(page: Page, name: string, verb: string): Promise<void> {
  const panel = page.getByRole('dialog');
  for (const folder of ['Home', 'hsm-files'])
    await panel.getByRole('button', { name: folder, exact: true }).click();
  await panel.getByRole('button', { name }).click();
  await panel.getByRole('button', { name: `${verb} ${name}` }).click();
}

/** From the token to the review, with the token's own PIN. */
async function makeKeyAndExport(
  page: Page,
  serial: string,
  atEvidence: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await approveSoftHsm(page);
  const use = button(page, /^Use /);
  await expect(page.getByText('Planned for you')).toBeVisible();
  await expect(use).toContainText(serial.replaceAll(/(?<=.)(?=.)/g, ' '));
  await use.click();
  await expect(heading(page, 'Enter the PIN, then make your key')).toBeVisible();
  await page.getByLabel('PIN', { exact: true }).fill(OWN_PIN);
  await button(page, /^Make the key on/).click();
  await keyWasMade(page);
  await atEvidence();
  await acceptEvidence(page);
  await exportKey(page);
}

/** Leaves the ceremony as a keyholder, stages its root as the host, and comes back. */
async function stageAsHost(page: Page): Promise<void> {
  await button(page, /^Token/).click();
  await button(page, 'Back').click();
  await openReal(page, 'Host');
  await button(page, 'Stage the root').click();
  await expect(button(page, 'Publish the root')).toBeVisible();
  await button(page, 'Leave').click();
  await openReal(page, 'Keyholder');
}

test.describe('without a way out', () => {
  test.use({ network: 'none' });

  test('an ordinary person makes, signs and publishes a real root with a token of their own @window', async ({
    page,
    station,
    person,
  }) => {
    test.setTimeout(180_000);
    const serial = makeOwnToken(station.home, person);
    const folder = makeRealCeremony(station.home, person, serial);
    await openReal(page, 'Keyholder');
    await expect(page.getByText('Real ceremony')).toBeVisible();
    makeOtherFiles(station.home);
    await makeKeyAndExport(page, serial, () => bringOtherFiles(page, serial));
    await expect(heading(page, /There is nothing to review|no root|not staged/i)).toBeVisible();
    await stageAsHost(page);
    await review(page);
    await enterPin(page, OWN_PIN);
    await expect(heading(page, 'Your signature is on root version 1')).toBeVisible();
    await expect(page.getByText('PRACTICE')).toHaveCount(0);
    await button(page, 'Leave').click();

    await openReal(page, 'Host');
    await page.getByLabel('PIN of your token').fill(OWN_PIN);
    await button(page, 'Publish the root').click();
    await expect(heading(page, 'Root version 1 is published')).toBeVisible();
    const root = join(folder, 'repository', '1.root.json');
    expect(signaturesIn(root)).toBe(1);
    expect(cli('transcript', 'verify', folder).status).toBe(0);
    expect(cli('audit', folder).status).toBe(0);
    expect(filesWith(station.home, OWN_PIN)).toEqual([]);
  });
});

test.describe('with a way out', () => {
  test.use({ network: 'way-out' });

  test('signing is refused until the way out is gone, or a deviation says who decided', async ({
    page,
    station,
    person,
  }) => {
    test.setTimeout(180_000);
    const serial = makeOwnToken(station.home, person);
    const folder = makeRealCeremony(station.home, person, serial);
    await expect(page.getByText('Online, a way out over out0')).toBeVisible();
    await openReal(page, 'Keyholder');
    await makeKeyAndExport(page, serial);
    await stageAsHost(page);
    await review(page);
    await expect(problem(page)).toContainText('This machine has a way out to a network');
    await expect(problem(page)).toContainText('Nothing was signed');
    await expect(page.getByLabel('PIN', { exact: true })).toHaveCount(0);

    await button(page, /deviation/).click();
    await page.getByLabel('What was expected').fill('No way out.');
    await page.getByLabel('What happened').fill('The cable of the room cannot be taken out.');
    await page.getByLabel('What was decided').fill('Ada Okafor decided to go on.');
    await button(page, 'Record the deviation').click();
    await enterPin(page, OWN_PIN);
    await expect(heading(page, 'Your signature is on root version 1')).toBeVisible();
    expect(deedsOf(folder, 'ada-okafor')).toContain('deviation');
    const looked = recordOf(folder).filter(({ kind }) => kind === 'network.looked');
    expect(looked.at(-1)?.data).toMatchObject({ way: 'out' });
  });
});
