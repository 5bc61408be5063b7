import { expect, type Page } from '@playwright/test';
import { button, choose, heading, pick } from './walk.ts';

/** Opens the real ceremony that lies in the person's home. */
export async function openReal(page: Page, role: 'Keyholder' | 'Host'): Promise<void> {
  await expect(heading(page, 'What brings you here today?')).toBeVisible();
  await choose(page, new RegExp(`^${role}`));
  await choose(page, /^Real ceremony/);
  await button(page, `Continue as ${role.toLowerCase()}`).click();
  await expect(page.getByRole('radio', { name: /^Start a practice ceremony/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await button(page, 'Choose the folder…').click();
  await pick(page, ['Home', 'Root signing 1'], 'Open');
  await expect(heading(page, 'Who are you?')).toBeVisible();
  await button(page, 'I am Ada Okafor').click();
}
