import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { delegatesKeys, stageRole } from '../../../main/station/delegations/delegate-role.ts';
import { proveKeys } from '../../../main/station/delegations/prove-keys.ts';
import { signStaged } from '../../../main/station/delegations/sign-staged.ts';
import {
  type Delegate,
  roleName,
  rolePath,
  type TwoProjects,
} from '../../main/station/delegations/two-projects.ts';
import type { OnScreen } from './tour.ts';
import { button, choose, heading, pick } from './walk.ts';

/** A role that another project is to have, in the host's window; the other project answers and signs beside it. */
export async function tourOfDelegations(
  page: Page,
  projects: TwoProjects,
  other: Delegate,
  on: OnScreen,
): Promise<void> {
  const host = projects.host.folder.path;
  await choose(page, /^Host/);
  await choose(page, /^Rehearsal/);
  await button(page, 'Continue as host').click();
  await choose(page, /^Open a ceremony folder/);
  await button(page, 'Choose the folder…').click();
  await pick(page, ['Home', 'ceremonies', basename(host)], 'Open');
  await expect(heading(page, 'Who are you?')).toBeVisible();
  await choose(page, /^Tomás Varga/);
  await button(page, 'I am Tomás Varga').click();
  await page.getByRole('radio', { name: 'Delegations', exact: true }).check();
  await expect(heading(page, 'One role is delegated')).toBeVisible();
  await on('delegations');

  await button(page, 'Delegate to another project…').click();
  await page.getByLabel('Name of the role').fill(roleName);
  await button(page, 'Make the challenge').click();
  await expect(page.getByText(/^Challenge [0-9a-f]{8}$/)).toBeVisible();
  await answer(projects, other);
  await button(page, 'Take in the answers…').click();
  await pick(page, ['Home', 'answers'], 'Read');
  await expect(page.getByText('Ana Silva', { exact: true }).first()).toBeVisible();
  await on('delegation-answers');
  await page.getByLabel('Paths, one a line').fill(rolePath);
  await page.getByLabel('Signatures needed').fill('2');
  await button(page, 'Show what changes').click();
  await expect(page.getByText('Nothing is staged yet', { exact: true })).toBeVisible();
  await page.evaluate(() => window.scrollTo(0, 0));
  await on('delegation-difference');

  await button(page, 'Stage the change').click();
  await expect(heading(page, 'Targets version 2 waits for signatures')).toBeVisible();
  for (const signs of await page.getByRole('button', { name: /^Let .* sign$/ }).all()) {
    if ((await heading(page, /has its signatures/).count()) > 0) break;
    await signs.click();
    await expect(page.getByText('Working. If a token blinks, touch it.')).toBeHidden();
  }
  await on('delegation-waiting');
}

/** The other project's keys answer; the folder goes to the host as it is. */
async function answer({ host, home }: TwoProjects, other: Delegate): Promise<void> {
  const role = join(host.folder.path, 'delegations', roleName);
  const [nonce] = readdirSync(role);
  const challenge = readFileSync(join(role, nonce ?? '', 'challenge.txt'));
  await proveKeys(other.ceremony, challenge, 'challenge.txt', other.signers);
  cpSync(join(other.ceremony.folder.path, 'delegation'), join(home, 'answers'), {
    recursive: true,
  });
}

/** The other project signs the metadata of its role; the host takes the file in and publishes. */
export async function publishDelegation(
  page: Page,
  { home }: TwoProjects,
  other: Delegate,
): Promise<void> {
  const name = `${roleName}.json`;
  const staged = await stageRole(other.ceremony, 1);
  const who = await delegatesKeys(other.ceremony);
  const { metadata } = await signStaged(
    other.ceremony,
    name,
    staged.signedSha256,
    who,
    other.signers,
  );
  mkdirSync(join(home, 'stick'));
  writeFileSync(join(home, 'stick', name), metadata.bytes);
  await button(page, `Take in its metadata… ${roleName}`).click();
  const panel = page.getByRole('dialog');
  await panel.getByRole('button', { name: /^Home/ }).click();
  await panel.getByRole('button', { name: /^stick/ }).click();
  await panel.getByRole('button', { name: new RegExp(`^${roleName}`) }).click();
  await panel.getByRole('button', { name: /^Take/ }).click();
  await expect(page.getByText('Version 1 came in, signed by enough of its keys.')).toBeVisible();
  await button(page, 'Publish the practice change').click();
  await expect(heading(page, '2 roles are delegated')).toBeVisible();
}
