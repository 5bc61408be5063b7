import type { Page } from '@playwright/test';
import type { Picture } from './pictures.ts';

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();

/** From the welcome screen to the ways in which a plan begins. */
export async function startPlanning(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /Host/ }).check();
  await press(page, 'Continue as host');
  await page.getByRole('radio', { name: /Plan a ceremony/ }).check();
  await press(page, 'Plan a ceremony');
  await page.getByRole('heading', { name: 'How does your plan begin?' }).waitFor();
}

/** To the editor of the plan that lies in a folder. */
export async function openPlan(page: Page): Promise<void> {
  await startPlanning(page);
  await page.getByRole('radio', { name: /Go on with a plan/ }).check();
  await press(page, 'Choose the folder…');
  await press(page, 'Ceremonies');
  await press(page, 'Open Ceremonies');
  await page.getByRole('heading', { name: 'Plan the ceremony' }).waitFor();
}

/** To the editor with what an import found. */
export async function importPlan(page: Page): Promise<void> {
  await startPlanning(page);
  await page.getByRole('radio', { name: /Begin with a repository/ }).check();
  await page.getByLabel('Branch').fill('main');
  await press(page, 'Choose the repository…');
  await press(page, 'Ceremonies');
  await press(page, 'Read Ceremonies');
  await page.getByRole('heading', { name: 'Plan the ceremony' }).waitFor();
}

const part =
  (name: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await openPlan(page);
    await page.getByRole('radio', { name }).check();
  };

/** A plan as forms beside its file, a part each, and everything that can be in the way. */
export const planPictures: readonly Picture[] = [
  {
    name: '14-script-of-keyholder',
    everywhere: true,
    scene: 'keyholder-script',
    act: async (page) => {
      await press(page, 'See the script');
      await page.getByText('Expected:').first().waitFor();
    },
  },
  { name: '14-plan-start', everywhere: true, scene: 'plan', act: startPlanning },
  {
    name: '14-plan-import',
    everywhere: true,
    scene: 'plan',
    act: async (page) => {
      await startPlanning(page);
      await page.getByRole('radio', { name: /Begin with a repository/ }).check();
    },
  },
  { name: '14-plan-imported', scene: 'plan', act: importPlan },
  { name: '14-plan', everywhere: true, scene: 'plan', act: openPlan },
  { name: '14-plan-people', everywhere: true, scene: 'plan', whole: true, act: part('People') },
  { name: '14-plan-keys', scene: 'plan', whole: true, act: part('Keys') },
  { name: '14-plan-roles', everywhere: true, scene: 'plan', whole: true, act: part('Roles') },
  { name: '14-plan-delegations', scene: 'plan', whole: true, act: part('Delegations') },
  { name: '14-plan-script', everywhere: true, scene: 'plan', whole: true, act: part('Script') },
  { name: '14-plan-sending', scene: 'plan', whole: true, act: part('Sending') },
  {
    name: '14-plan-contradicts',
    everywhere: true,
    whole: true,
    scene: 'plan-contradicts',
    act: part(/^Roles: /),
  },
  {
    name: '14-plan-unreadable',
    scene: 'plan',
    act: async (page) => {
      await openPlan(page);
      await page.getByLabel('ceremony.yaml').fill('title: "Root signing\n');
      await page.getByText('The text cannot be read.').waitFor();
    },
  },
  { name: '14-plan-fixed', scene: 'plan-fixed', act: part('People') },
  {
    name: '14-plan-printed',
    scene: 'plan',
    act: async (page) => {
      await openPlan(page);
      await press(page, 'Print the script');
      await page.getByText('It was read back and is the same.').waitFor();
    },
  },
  {
    name: '14-plan-rehearse',
    everywhere: true,
    scene: 'plan',
    act: async (page) => {
      await openPlan(page);
      await press(page, 'Rehearse it');
      await page.getByRole('heading', { name: 'Who is here to rehearse?' }).waitFor();
    },
  },
  {
    name: '14-plan-rehearsing',
    scene: 'plan',
    act: async (page) => {
      await openPlan(page);
      await press(page, 'Rehearse it');
      await press(page, 'Begin the rehearsal');
      await page.getByText('Make a practice token for').waitFor();
    },
  },
  {
    name: '14-plan-changed',
    everywhere: true,
    scene: 'plan-changed',
    act: async (page) => {
      await openPlan(page);
      await page.getByLabel('Title').fill('Root signing 17');
      await press(page, 'Save the plan');
      await page.getByRole('alert').waitFor();
      await page.getByText('Their text', { exact: true }).click();
    },
  },
  {
    name: '14-plan-leaving',
    scene: 'plan',
    act: async (page) => {
      await openPlan(page);
      await page.getByLabel('Title').fill('Root signing 17');
      await press(page, 'Back');
      await page.getByRole('alert').waitFor();
    },
  },
];
