import { expect, test } from './fixture.ts';
import { ceremonyIn, deedsOf, filesWith } from './keyholder/disk.ts';
import {
  askForKey,
  button,
  heading,
  keyWasMade,
  PIN,
  problem,
  startPractice,
  useToken,
  WRONG_PIN,
} from './keyholder/walk.ts';

const next = '59162738';

test.use({ network: 'none' });

test('the PIN of a practice token is changed from its details, by the one that it has', async ({
  page,
  station: { home },
}) => {
  test.setTimeout(120_000);
  await startPractice(page, 'Keyholder');
  await useToken(page);
  await askForKey(page, PIN);
  await keyWasMade(page);
  await button(page, /^Token/).click();
  await expect(heading(page, 'Choose the token for your key')).toBeVisible();
  await page
    .locator('.tokenrow-more')
    .filter({ hasText: 'Planned for you' })
    .getByRole('button', { name: /^Details of/ })
    .click();
  await expect(heading(page, 'What this token tells of itself')).toBeVisible();
  await button(page, 'Change the PIN').click();
  await expect(page.getByText('Six to eight characters.')).toBeVisible();

  const change = async (pin: string, chosen: string): Promise<void> => {
    await page.getByLabel(/^PIN of/).fill(pin);
    await page.getByLabel('New PIN', { exact: true }).fill(chosen);
    await page.getByLabel('The same new PIN again').fill(chosen);
    await page.keyboard.press('Enter');
  };
  await change(PIN, '12345678');
  await expect(problem(page)).toContainText('This PIN can not be chosen');
  await expect(problem(page)).toContainText('No PIN was sent');
  await change(WRONG_PIN, next);
  await expect(problem(page)).toContainText('That was not the PIN');
  await expect(problem(page)).toContainText('No PIN was set');
  await change(PIN, next);
  await expect(page.getByText('The PIN was changed')).toBeVisible();

  expect(deedsOf(ceremonyIn(home), 'priya-raman').at(-1)).toBe('pin.changed');
  for (const pin of [PIN, WRONG_PIN, next]) expect(filesWith(home, pin)).toEqual([]);
});
