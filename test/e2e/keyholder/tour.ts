import { expect, type Page } from '@playwright/test';
import {
  acceptEvidence,
  askForKey,
  button,
  choose,
  confirmRows,
  enterPin,
  heading,
  keyWasMade,
  pick,
  PIN,
  pressDisc,
  problem,
  startPractice,
  useToken,
  WRONG_PIN,
} from './walk.ts';

/** Called on every screen, when it stands still. */
export type OnScreen = (name: string) => Promise<void>;

/** The keyholder's whole path in a rehearsal, with a pause on every screen of it. */
export async function tourOfKeyholder(page: Page, on: OnScreen): Promise<void> {
  await expect(heading(page, 'What brings you here today?')).toBeVisible();
  await on('welcome');
  await choose(page, /^Rehearsal/);
  await button(page, 'Continue as keyholder').click();
  await expect(heading(page, 'Which ceremony do you rehearse?')).toBeVisible();
  await on('which-ceremony');
  await button(page, 'Back').click();
  await startPractice(page, 'Keyholder');
  await tourOfKey(page, on);
  await tourOfReview(page, on);
  await tourOfSign(page, on);
}

async function tourOfKey(page: Page, on: OnScreen): Promise<void> {
  await expect(button(page, /^Use /)).toBeVisible();
  await on('token');
  await page.getByText('My token is not in this list').click();
  await on('token-help');
  await useToken(page);
  await expect(heading(page, 'Choose a PIN, then make your key')).toBeVisible();
  await on('key');
  await askForKey(page, '123456');
  await expect(problem(page)).toBeVisible();
  await on('key-weak-pin');
  await askForKey(page, PIN);
  await expect(heading(page, 'Your key is on the token')).toBeVisible();
  await on('key-made');
  await keyWasMade(page);
  await expect(page.getByRole('article', { name: 'Evidence' })).toBeVisible();
  await on('evidence');
  await acceptEvidence(page);
  await expect(button(page, 'Write the files')).not.toHaveAttribute('aria-disabled');
  await on('export-first');
  await button(page, 'Write the files').click();
  await expect(heading(page, 'Your files were written and read back')).toBeVisible();
  await on('export');
  await button(page, /^Read it aloud by rows/).click();
  for (const letter of 'ABC') {
    await page.keyboard.press('Space');
    await expect(
      page.getByRole('checkbox', { name: new RegExp(`^Row ${letter} is the same`) }),
    ).toBeChecked();
  }
  await on('read-aloud');
  await confirmRows(page, 'DEFGH');
}

async function tourOfReview(page: Page, on: OnScreen): Promise<void> {
  await expect(heading(page, /^Version 2/)).toBeVisible();
  await on('review');
  await page.getByRole('radio', { name: 'Side by side' }).click();
  await on('review-side-by-side');
  await page.getByRole('radio', { name: 'Raw bytes' }).click();
  await on('review-raw-bytes');
  await page.getByRole('radio', { name: 'In words' }).click();
  await button(page, 'Show all 32 words and 64 digits').click();
  await on('review-sheet');
  await page.keyboard.press('Escape');
  await button(page, 'This is not what I expected').click();
  await expect(heading(page, 'Write down what is not as expected')).toBeVisible();
  await on('deviation');
  await button(page, 'Back').click();
  await button(page, 'Compare with a second device').click();
  await expect(heading(page, 'Compare the bytes with a second device')).toBeVisible();
  await on('compare');
  await confirmRows(page);
  await page.getByText('are accounted for').scrollIntoViewIfNeeded();
  await expect(button(page, 'I have read it, go on to sign')).not.toHaveAttribute('aria-disabled');
  await on('review-compared');
  await button(page, 'I have read it, go on to sign').click();
}

async function tourOfSign(page: Page, on: OnScreen): Promise<void> {
  await expect(heading(page, 'Enter the PIN of your token')).toBeVisible();
  await on('sign-pin');
  await enterPin(page, WRONG_PIN);
  await expect(problem(page)).toContainText('That was not the PIN');
  await on('sign-wrong-pin');
  await enterPin(page, PIN);
  await expect(page.getByRole('timer')).toHaveText(/^12/);
  await on('sign-touch');
  await pressDisc(page);
  await expect(heading(page, 'Your signature is on root version 2')).toBeVisible();
  await on('done');
  await button(page, 'Put the bundle on a stick').click();
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Home/ })).toBeVisible();
  await on('done-stick');
  await pick(page, ['Home'], 'Write to');
  await expect(page.getByText('was written, read back and compared')).toBeVisible();
  await on('done-carried');
  await button(page, 'See the record').click();
  await expect(page.getByRole('row', { name: /is present as keyholder/ })).toBeVisible();
  await on('record');
  await button(page, 'Back').click();
  await button(page, 'Leave').click();
}

/** The host's part after the keyholder's: the colleague who is still missing signs, and the root is published. */
export async function tourOfHost(page: Page, on: OnScreen): Promise<void> {
  await expect(button(page, /^Practice root 2, dress rehearsal/)).toBeVisible();
  await on('welcome-again');
  await choose(page, /^Host/);
  await choose(page, /^Rehearsal/);
  await button(page, 'Continue as host').click();
  await choose(page, /^Open a ceremony folder/);
  await button(page, 'Choose the folder…').click();
  await pick(page, ['Ceremonies', 'Practice root 2 dress rehearsal'], 'Open');
  await expect(heading(page, 'Who are you?')).toBeVisible();
  await on('who');
  await choose(page, /^Tomás Varga/);
  await button(page, 'I am Tomás Varga').click();
  await expect(button(page, 'Let Mei sign')).toBeVisible();
  await on('host');
  await part(page, 'Keys');
  await expect(heading(page, 'Root version 2 is staged')).toBeVisible();
  await on('host-keys');
  await part(page, 'Rotation');
  await expect(heading(page, 'This goes in one version: 2')).toBeVisible();
  await on('host-rotation');
  await part(page, 'Run');
  await button(page, 'Let Mei sign').click();
  await expect(button(page, 'Publish the practice root')).not.toHaveAttribute('aria-disabled');
  await on('host-ready');
  await button(page, 'Publish the practice root').click();
  await expect(page.getByText('Root version 2 is published.').first()).toBeVisible();
  await on('host-published');
  await part(page, 'Minutes');
  await expect(heading(page, 'Write the minutes')).toBeVisible();
  await on('host-minutes');
  await button(page, 'Leave').click();
}

/** Another part of the host's work. */
const part = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();

/** A host plans: a new plan, a contradiction and its correction, saved, then looked at part by part. */
export async function tourOfPlan(page: Page, on: OnScreen): Promise<void> {
  await choose(page, /^Host/);
  await choose(page, /^Rehearsal/);
  await button(page, 'Continue as host').click();
  await choose(page, /^Plan a ceremony/);
  await on('plan-which');
  await button(page, 'Plan a ceremony').click();
  await expect(heading(page, 'How does your plan begin?')).toBeVisible();
  await on('plan-start');
  await button(page, 'Begin a plan').click();
  await expect(page.getByText('Nothing is wrong with this plan')).toBeVisible();
  await on('plan');
  await page.getByRole('radio', { name: 'People' }).check();
  await page.getByLabel('Name', { exact: true }).first().fill('Tomás Varga');
  await on('plan-people');
  await page.getByRole('radio', { name: 'Roles' }).check();
  await page.getByLabel('Signatures needed for Root').fill('9');
  await expect(page.getByRole('button', { name: /^Line \d+, column 3$/ })).toBeVisible();
  await on('plan-contradicts');
  await page.getByLabel('Signatures needed for Root').fill('3');
  for (const form of ['Keys', 'Delegations', 'Script', 'Sending']) {
    await page.getByRole('radio', { name: form }).check();
    await on(`plan-${form.toLowerCase()}`);
  }
  await button(page, 'Save the plan…').click();
  await pick(page, ['Ceremonies'], 'Save in');
  await expect(button(page, 'Open the ceremony')).toBeVisible();
  await on('plan-saved');
  await button(page, 'Back').click();
  await button(page, 'Back').click();
}

/** The auditor's part: a folder, the verdict, another date, what a verdict does not prove. */
export async function tourOfAudit(
  page: Page,
  folders: readonly string[],
  on: OnScreen,
): Promise<void> {
  await choose(page, /^Auditor/);
  await on('welcome-auditor');
  await button(page, 'Continue as auditor').click();
  await expect(heading(page, 'Which files do you want to check?')).toBeVisible();
  await on('audit-files');
  await button(page, 'Add a folder').click();
  await pick(page, folders, 'Add');
  await on('audit-files-chosen');
  await button(page, 'Check these files').click();
  await expect(heading(page, /^(Pass|Fail), as of/)).toBeVisible();
  await on('audit-today');
  await button(page, 'Change date').click();
  await on('audit-date');
  await asOf(page, '2024-03-20');
  await expect(heading(page, 'Pass, as of 20 March 2024')).toBeVisible();
  await on('audit');
  await button(page, 'What a pass does not prove').click();
  await on('audit-limits');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Version 3 has exactly/ }).click();
  await button(page, 'Show the bytes behind it').click();
  await expect(page.getByText('Read again: the same bytes as were judged.')).toBeVisible();
  await on('audit-bytes');
  await page.keyboard.press('Escape');
  const key = page.getByRole('button', { name: /YubiKey.*firmware 5\.4\.3/ });
  await key.click();
  await page.getByRole('heading', { name: 'Evidence, key by key' }).scrollIntoViewIfNeeded();
  await page.getByText('Fingerprint of the public key').scrollIntoViewIfNeeded();
  await on('audit-evidence');
}

/** Asks for a verdict as of a day, in the panel that is open. */
export async function asOf(page: Page, day: string): Promise<void> {
  await page.getByLabel('Day').fill(day);
  await page.getByLabel('Time, UTC').fill('00:00:00');
  await button(page, 'Check again').click();
}
