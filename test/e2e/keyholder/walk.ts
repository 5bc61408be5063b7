import { expect, type Page } from '@playwright/test';

/** A PIN that the station accepts, and one that no token has. */
export const PIN = 'kz7-Qm4p';
export const WRONG_PIN = 'jx5-Wn8r';

export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name });
/** A button by its whole name, or by a pattern. */
export const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
export const problem = (page: Page) => page.getByRole('alert');

/** Chooses a row by its radio button; the whole row is the target. */
export async function choose(page: Page, name: string | RegExp): Promise<void> {
  await page
    .locator('label')
    .filter({ has: page.getByRole('radio', { name }) })
    .click();
  await expect(page.getByRole('radio', { name })).toBeChecked();
}

/** From the first screen to a practice ceremony that the station makes. */
export async function startPractice(page: Page, role: 'Keyholder' | 'Host'): Promise<void> {
  await expect(heading(page, 'What brings you here today?')).toBeVisible();
  await choose(page, new RegExp(`^${role}`));
  await choose(page, /^Rehearsal/);
  await button(page, `Continue as ${role.toLowerCase()}`).click();
  await choose(page, /^Start a practice ceremony/);
  await button(page, 'Start a practice ceremony').click();
  await expect(heading(page, 'The practice ceremony is being made')).toBeVisible();
  await expect(heading(page, 'The practice ceremony is being made')).toBeHidden({
    timeout: 45_000,
  });
}

/** Step 1. */
export async function useToken(page: Page): Promise<void> {
  await expect(heading(page, 'Choose the token for your key')).toBeVisible();
  await button(page, /^Use /).click();
  await expect(heading(page, 'Choose the token for your key')).toBeHidden();
}

/** Types a new PIN twice and asks for the key. */
export async function askForKey(page: Page, pin: string, repeat = pin): Promise<void> {
  await page.getByLabel('New PIN').fill(pin);
  await page.getByLabel('The same PIN again').fill(repeat);
  await button(page, /^Make the key on/).click();
}

/** Step 2, after the key was asked for. */
export async function keyWasMade(page: Page): Promise<void> {
  await expect(heading(page, 'Your key is on the token')).toBeVisible();
  await button(page, 'Go on to evidence').click();
}

/** Step 3. */
export async function acceptEvidence(page: Page): Promise<void> {
  await expect(page.getByRole('article', { name: 'Evidence' })).toBeVisible();
  await button(page, 'Go on to export').click();
}

/** Step 4: the files, then the eight rows one after the other. */
export async function exportKey(page: Page): Promise<void> {
  await expect(heading(page, 'Write your public key to the ceremony folder')).toBeVisible();
  await button(page, 'Write the files').click();
  await expect(heading(page, 'Your files were written and read back')).toBeVisible();
  await button(page, /^Read it aloud by rows/).click();
  await confirmRows(page);
  await expect(heading(page, /^Read your fingerprint aloud/)).toBeHidden();
}

/** Ticks rows A to H with Space, as the listeners confirm them, and says that all agree. */
export async function confirmRows(page: Page, letters = 'ABCDEFGH'): Promise<void> {
  const agree = button(page, 'All eight rows agree');
  for (const letter of letters) {
    const row = page.getByRole('checkbox', { name: new RegExp(`^Row ${letter} is the same`) });
    await expect(row).not.toBeChecked();
    await expect(agree).toHaveAttribute('aria-disabled', 'true');
    await page.keyboard.press('Space');
    await expect(row).toBeChecked();
  }
  await agree.click();
}

/** Step 5: every change in view, the bytes compared with a second device. */
export async function review(page: Page): Promise<void> {
  await button(page, 'Compare with a second device').click();
  await expect(heading(page, 'Compare the bytes with a second device')).toBeVisible();
  await confirmRows(page);
  await page.getByText('are accounted for').scrollIntoViewIfNeeded();
  await button(page, 'I have read it, go on to sign').click();
}

/** Step 6 as far as the token's turn. */
export async function enterPin(page: Page, pin: string): Promise<void> {
  await expect(heading(page, 'Enter the PIN of your token')).toBeVisible();
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await button(page, /^Sign /).click();
}

/** The touch of a practice token. */
export async function pressDisc(page: Page): Promise<void> {
  await expect(heading(page, 'Press the practice token now')).toBeVisible();
  await button(page, 'Press the gold disc of the practice token').click();
}

/** Goes down through the folders of the picker that is open, and takes the last one. */
export async function pick(page: Page, names: readonly string[], verb: string): Promise<void> {
  const panel = page.getByRole('dialog');
  for (const name of names) {
    await panel.getByRole('button', { name: new RegExp(`^${escaped(name)}( |$)`) }).click();
    await expect(panel.locator('[aria-current=location]')).toHaveText(name);
  }
  await panel.getByRole('button', { name: `${verb} ${names.at(-1)}` }).click();
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
