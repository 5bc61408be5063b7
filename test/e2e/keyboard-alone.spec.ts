import type { Page } from '@playwright/test';
import { expect, test } from './fixture.ts';
import {
  askForKey,
  button,
  heading,
  keyWasMade,
  PIN,
  startPractice,
  useToken,
} from './keyholder/walk.ts';

test.use({ network: 'none' });

/** Whether the ring of the focus is drawn: around the control, or around the row that is its target. */
const hasRing = (element: Element): boolean =>
  [element, element.closest('label')].some(
    (drawn) => drawn !== null && getComputedStyle(drawn).outlineStyle === 'solid',
  );

/** Presses Tab until the element with this name has the focus, as a person does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    const text = await focused.evaluate((element) =>
      element instanceof HTMLInputElement
        ? (element.closest('label')?.textContent ?? element.labels?.[0]?.textContent ?? '')
        : (element.textContent ?? ''),
    );
    if (name.test(text.trim())) {
      expect(await focused.evaluate(hasRing), `a focus ring at ${name}`).toBe(true);
      return;
    }
  }
  throw new Error(`Tab never reached ${name}`);
}

test('a newcomer comes from the first screen to a key with the keyboard alone @window', async ({
  page,
}) => {
  test.setTimeout(120_000);
  await expect(heading(page, 'What brings you here today?')).toBeFocused();
  await tabTo(page, /^Keyholder/);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^Host/ })).toBeChecked();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('radio', { name: /^Keyholder/ })).toBeChecked();
  await tabTo(page, /^Rehearsal/);
  await page.keyboard.press('Space');
  await tabTo(page, /^Continue as keyholder/);
  await page.keyboard.press('Enter');

  await expect(heading(page, 'Which ceremony do you rehearse?')).toBeFocused();
  await tabTo(page, /^Start a practice ceremony$/);
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Choose the token for your key')).toBeFocused({ timeout: 45_000 });
  await tabTo(page, /^Use /);
  await page.keyboard.press('Enter');

  await expect(heading(page, 'Choose a PIN, then make your key')).toBeFocused();
  await tabTo(page, /^New PIN/);
  await page.keyboard.type(PIN);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Your key is on the token')).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(heading(page, 'Choose the token for your key')).toBeFocused();
});

test('going back and forward loses nothing, and does nothing again', async ({ page }) => {
  test.setTimeout(120_000);
  await startPractice(page, 'Keyholder');
  await useToken(page);
  await askForKey(page, PIN);
  await keyWasMade(page);
  const evidence = heading(page, /^Your key was made/);
  await expect(evidence).toBeVisible();
  const words = await page.getByRole('row', { name: /^A / }).innerText();

  await button(page, 'Back').click();
  await expect(heading(page, 'Your key is on the token')).toBeVisible();
  await button(page, 'Back').click();
  await expect(heading(page, 'Choose the token for your key')).toBeVisible();
  await button(page, 'Back').click();
  await expect(heading(page, 'What brings you here today?')).toBeVisible();

  await button(page, /^Practice root 2, dress rehearsal/).click();
  await expect(evidence).toBeVisible();
  const steps = page.getByRole('navigation', { name: 'Steps' });
  await steps.getByRole('button', { name: /^Key/ }).click();
  await expect(heading(page, 'Your key is on the token')).toBeVisible();
  await expect(page.locator('input[type=password]')).toHaveCount(0);
  await button(page, 'Go on to evidence').click();
  expect(await page.getByRole('row', { name: /^A / }).innerText()).toBe(words);
  for (const later of ['Review', 'Sign', 'Done'])
    await expect(steps.getByRole('button', { name: new RegExp(`^${later}`) })).toHaveCount(0);
});
