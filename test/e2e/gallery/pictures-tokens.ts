import type { Page } from '@playwright/test';
import type { Picture } from './pictures.ts';

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

const secrets = async (page: Page): Promise<void> => {
  for (const field of await page.locator('input[type=password]').all()) await field.fill('739154');
};

/** From the first screen to the details of the first token. */
const look = async (page: Page): Promise<void> => {
  await press(page, 'Look at your tokens');
  await page.locator('.inventory-row button').first().click();
  await page.getByRole('heading', { name: /tells of itself/ }).waitFor();
};

const confirm = async (page: Page): Promise<void> => {
  await look(page);
  await press(page, /^Set (this YubiKey up|it up anew)/);
  await page.getByLabel('Its number').fill('24 617 802');
};

const chosen = async (page: Page): Promise<void> => {
  await confirm(page);
  await press(page, /^Go on with/);
  await secrets(page);
};

/** Tokens without a ceremony, and the ways to help in one. */
export const tokenPictures: readonly Picture[] = [
  {
    name: '13-tokens',
    everywhere: true,
    scene: 'tokens-new',
    only: 'real',
    act: (page) => press(page, 'Look at your tokens'),
  },
  {
    name: '13-details-new',
    everywhere: true,
    scene: 'tokens-new',
    only: 'real',
    whole: true,
    act: look,
  },
  { name: '13-details-used', scene: 'tokens-used', only: 'real', whole: true, act: look },
  { name: '13-details-locked', scene: 'tokens-locked', only: 'real', whole: true, act: look },
  { name: '13-details-shut', scene: 'tokens-shut', only: 'real', whole: true, act: look },
  { name: '13-details-silent', scene: 'tokens-silent', only: 'real', whole: true, act: look },
  { name: '13-details-busy', scene: 'tokens-busy', only: 'real', whole: true, act: look },
  { name: '13-details-practice', scene: 'tokens-practice', only: 'real', whole: true, act: look },
  { name: '14-set-up-new', everywhere: true, scene: 'tokens-new', only: 'real', act: confirm },
  {
    name: '14-set-up-erases',
    everywhere: true,
    scene: 'tokens-used',
    only: 'real',
    whole: true,
    act: confirm,
  },
  {
    name: '14-set-up-secrets',
    everywhere: true,
    scene: 'tokens-used',
    only: 'real',
    whole: true,
    act: chosen,
  },
  {
    name: '14-setting-up',
    scene: 'tokens-setting-up',
    only: 'real',
    act: async (page) => {
      await chosen(page);
      await press(page, /^Erase and set up/);
      await page.getByText('Setting the PIN').waitFor();
    },
  },
  {
    name: '14-set-up-stopped',
    scene: 'tokens-cut-off',
    only: 'real',
    act: async (page) => {
      await chosen(page);
      await press(page, /^Erase and set up/);
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: '14-set-up-done',
    everywhere: true,
    scene: 'tokens-new',
    only: 'real',
    act: async (page) => {
      await chosen(page);
      await press(page, /^Set up/);
      await page.getByRole('heading', { name: 'This YubiKey is set up' }).waitFor();
    },
  },
  {
    name: '15-change-pin',
    everywhere: true,
    scene: 'tokens-used',
    only: 'real',
    whole: true,
    act: async (page) => {
      await look(page);
      await press(page, 'Change the PIN');
    },
  },
  {
    name: '15-change-pin-no-yubikey',
    scene: 'tokens-practice',
    only: 'rehearsal',
    whole: true,
    act: async (page) => {
      await look(page);
      await press(page, 'Change the PIN');
    },
  },
  {
    name: '15-change-pin-wrong',
    scene: 'tokens-used',
    only: 'real',
    whole: true,
    act: async (page) => {
      await look(page);
      await press(page, 'Change the PIN');
      await secrets(page);
      await page.locator('.actions .btn-primary').click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: '15-unblock',
    everywhere: true,
    scene: 'tokens-locked',
    only: 'real',
    whole: true,
    act: async (page) => {
      await look(page);
      await press(page, 'Unblock the PIN');
    },
  },
  {
    name: '15-unblocked',
    scene: 'tokens-locked',
    only: 'real',
    whole: true,
    act: async (page) => {
      await look(page);
      await press(page, 'Unblock the PIN');
      await secrets(page);
      await page.locator('.actions .btn-primary').click();
      await page.getByText('The PIN was changed').waitFor();
    },
  },
  {
    name: '15-remove-key',
    everywhere: true,
    scene: 'tokens-practice',
    only: 'real',
    whole: true,
    act: async (page) => {
      await look(page);
      await press(page, 'Remove this practice key');
      await page.getByLabel('Number of its token').fill('90000003');
      await secrets(page);
    },
  },
  {
    name: '02-token-details',
    scene: 'token-details',
    whole: true,
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Details/ })
        .first()
        .click();
      await page.getByRole('heading', { name: /tells of itself/ }).waitFor();
    },
  },
  {
    name: '02-token-database',
    scene: 'token-database',
    whole: true,
    act: (page) => page.getByText('My token is not in this list').click(),
  },
  {
    name: '03-key-locked',
    scene: 'token-locked-at-key',
    whole: true,
    act: async (page) => {
      await secrets(page);
      await page.locator('.actions .btn-primary').click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: '03-key-unblock',
    scene: 'token-locked-at-key',
    whole: true,
    act: async (page) => {
      await secrets(page);
      await page.locator('.actions .btn-primary').click();
      await press(page, 'Unblock the PIN with the PUK');
      await page.getByRole('heading', { name: 'Set a new PIN by the PUK' }).waitFor();
    },
  },
];
