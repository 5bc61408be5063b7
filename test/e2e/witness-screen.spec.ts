import { expect, test } from './fixture.ts';
import {
  acceptEvidence,
  askForKey,
  button,
  heading,
  keyWasMade,
  PIN,
  startPractice,
  useToken,
} from './keyholder/walk.ts';
import { litRow, openWitnessScreen } from './keyholder/witness-screen.ts';

test('an audience follows a keyholder, down to the row that is read, and sees no PIN', async ({
  page,
}) => {
  await startPractice(page, 'Keyholder');
  await expect(heading(page, 'Choose the token for your key')).toBeVisible();
  const screen = await openWitnessScreen(page);
  await expect(screen.getByText('Step 1 of 7')).toBeVisible();
  await expect(screen.locator('.w-mode')).toHaveText('Rehearsal');
  await expect(page.getByText('Witness screen open')).toBeVisible();

  await useToken(page);
  await expect(screen.getByText('Step 2 of 7')).toBeVisible();
  await askForKey(page, '123456');
  await expect(heading(screen, 'The ceremony pauses')).toBeVisible();
  await askForKey(page, PIN);
  await keyWasMade(page);
  await acceptEvidence(page);
  await button(page, 'Write the files').click();
  await button(page, /^Read it aloud by rows/).click();
  await expect(heading(screen, /reads the fingerprint aloud$/)).toBeVisible();
  await expect(litRow(screen)).toHaveText('A');
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  await expect(litRow(screen)).toHaveText('C');
  await expect(screen.getByText('PRACTICE', { exact: true })).toBeVisible();
  const seen = await screen.content();
  expect(seen).not.toContain(PIN);
  expect(seen).not.toContain('Ceremonies');

  await page.keyboard.press('w');
  await expect.poll(() => page.context().pages().length).toBe(1);
  await expect(page.getByText('Witness screen open')).toHaveCount(0);
  await expect(heading(page, /^Read your fingerprint aloud/)).toBeVisible();
});
