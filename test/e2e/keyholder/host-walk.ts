import { expect, type Page } from '@playwright/test';
import { button, choose, heading, pick } from './walk.ts';

/** Another part of the host's work. */
export const part = (page: Page, name: string) =>
  page.getByRole('radio', { name, exact: true }).check();

/** From the first screen to the ways in which a host begins a rehearsal. */
export async function asHost(page: Page): Promise<void> {
  await choose(page, /^Host/);
  await choose(page, /^Rehearsal/);
  await button(page, 'Continue as host').click();
}

/** From the first screen to somebody's place in a ceremony that lies in `Ceremonies`. */
export async function sitDown(
  page: Page,
  role: 'Host' | 'Keyholder',
  folder: string,
  name: string,
): Promise<void> {
  await choose(page, new RegExp(`^${role}`));
  await choose(page, /^Rehearsal/);
  await button(page, `Continue as ${role.toLowerCase()}`).click();
  await choose(page, /^Open a ceremony folder/);
  await button(page, 'Choose the folder…').click();
  await pick(page, ['Ceremonies', folder], 'Open');
  await choose(page, new RegExp(`^${name}`));
  await button(page, `I am ${name}`).click();
}

/** From a saved plan in the editor to the rehearsal of it. */
export async function rehearse(page: Page, here: readonly string[]): Promise<void> {
  await button(page, 'Rehearse it').click();
  await expect(heading(page, 'Who is here to rehearse?')).toBeVisible();
  for (const name of here) await page.getByRole('checkbox', { name, exact: true }).check();
  await button(page, 'Begin the rehearsal').click();
  await expect(heading(page, 'Waiting for keys')).toBeVisible({ timeout: 60_000 });
}

/** Closes the act that is under way, with the initials of the witness, and waits for the next one. */
export async function closeAct(page: Page, number: number): Promise<void> {
  const close = button(page, `Close act ${number}`);
  await page.getByLabel('Initials').fill('TW');
  await expect(close).not.toHaveAttribute('aria-disabled');
  await close.click();
  await expect(close).toBeHidden();
}

/** Stops the script, writes down what went wrong, and goes on. */
export async function settle(page: Page, happened: string): Promise<void> {
  await button(page, /^Record a deviation/).click();
  await expect(heading(page, 'The ceremony has stopped for a deviation')).toBeVisible();
  await page.getByLabel('What was expected').fill('That it goes on as planned.');
  await page.getByLabel('What happened').fill(happened);
  await page.getByLabel('What was decided').fill('We put it right and do it again.');
  await page.getByLabel('Initials').fill('TW');
  await button(page, 'Confirm and go on').click();
  await expect(heading(page, 'The ceremony has stopped for a deviation')).toBeHidden();
}

/** A practice colleague signs on the host's page. */
export async function letSign(page: Page, name: string): Promise<void> {
  const row = page.getByRole('listitem').filter({ hasText: name });
  await row.getByRole('button', { name: 'Let Keyholder sign' }).click();
  await expect(row.getByText('Signed')).toBeVisible();
}

/** The published ceremony, as one commit on a branch of the bare repository in the home folder. */
export async function send(page: Page, repository: string): Promise<void> {
  await page.getByLabel('Branch', { exact: true }).fill('published');
  await page.getByLabel('Name and address that sign it off').fill('The host <host@example.org>');
  await button(page, 'Send the ceremony to…').click();
  await pick(page, ['Home', repository], 'Send to');
  await expect(page.getByText(`The ceremony to ${repository}`)).toBeVisible();
}
