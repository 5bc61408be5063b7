import type { Page } from '@playwright/test';
import type { Picture } from './pictures.ts';

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();

/** To the host's delegations. */
export const openDelegations = (page: Page): Promise<void> =>
  page.getByRole('radio', { name: 'Delegations', exact: true }).check();

/** To the role of a delegate. */
export const openRole = (page: Page): Promise<void> =>
  page.getByRole('radio', { name: 'Role', exact: true }).check();

/** To a new delegation, with the answers of the other project taken in. */
export async function takeAnswers(page: Page): Promise<void> {
  await openDelegations(page);
  await press(page, 'Delegate to another project…');
  await page.getByLabel('Name of the role').fill('registry.example.org');
  await press(page, 'Take in the answers…');
  await press(page, 'Ceremonies');
  await press(page, 'Read Ceremonies');
  await page.getByText('Ana Silva', { exact: true }).first().waitFor();
}

/** To the difference that is shown before anything is staged. */
export async function showDifference(page: Page): Promise<void> {
  await takeAnswers(page);
  await page.getByLabel('Paths, one a line').fill('registry.example.org/*');
  await page.getByLabel('Signatures needed').fill('2');
  await press(page, 'Show what changes');
  await page.getByText('Nothing is staged yet', { exact: true }).waitFor();
}

/** On the delegate's side: to the challenge that was read. */
export async function readChallenge(page: Page): Promise<void> {
  await press(page, 'Choose the challenge…');
  await press(page, 'Ceremonies');
  await press(page, /^notes/);
  await press(page, /^Read/);
  await page.getByText('Challenge 5f0c2d81', { exact: true }).waitFor();
}

/** Paths that go to another project: what is delegated, a change, its signatures, and its publication. */
export const delegationPictures: readonly Picture[] = [
  { name: '15-delegate-prove', scene: 'delegate-prove' },
  { name: '15-delegate-challenge', everywhere: true, scene: 'delegate-prove', act: readChallenge },
  {
    name: '15-delegate-answered',
    scene: 'delegate-prove',
    act: async (page) => {
      await readChallenge(page);
      await page.getByLabel('PIN').fill('246802');
      await press(page, /^Answer the/);
      await page.getByRole('heading', { name: 'Your key has answered' }).waitFor();
    },
  },
  {
    name: '15-delegate-touch',
    scene: 'delegate-touch',
    act: async (page) => {
      await readChallenge(page);
      await page.getByLabel('PIN').fill('246802');
      await press(page, /^Answer the/);
      await page.getByText(/^(If the token blinks|Press the gold disc)/).waitFor();
    },
  },
  { name: '15-delegate-role', scene: 'delegate-role', act: openRole },
  {
    name: '15-delegate-role-waiting',
    everywhere: true,
    whole: true,
    scene: 'delegate-role-waiting',
    act: openRole,
  },
  { name: '15-delegate-role-odd', scene: 'delegate-role-odd', act: openRole },
  { name: '15-delegate-role-signed', scene: 'delegate-role-signed', act: openRole },
  {
    name: '15-online-keys',
    everywhere: true,
    whole: true,
    scene: 'host-online-keys',
    act: (page) => page.getByRole('radio', { name: 'Keys', exact: true }).check(),
  },
  {
    name: '15-delegations',
    everywhere: true,
    whole: true,
    scene: 'host',
    act: openDelegations,
  },
  { name: '15-delegations-closed', scene: 'host-delegations-closed', act: openDelegations },
  { name: '15-delegation-answers', whole: true, scene: 'host', act: takeAnswers },
  {
    name: '15-delegation-refused',
    whole: true,
    scene: 'host-delegations-refused',
    act: takeAnswers,
  },
  {
    name: '15-delegation-difference',
    everywhere: true,
    whole: true,
    scene: 'host',
    act: showDifference,
  },
  {
    name: '15-delegation-revoke',
    scene: 'host',
    act: async (page) => {
      await openDelegations(page);
      await press(page, 'Revoke… log.example.org');
      await page.getByLabel('Reason', { exact: true }).fill('The project ended.');
    },
  },
  {
    name: '15-delegation-waiting',
    everywhere: true,
    whole: true,
    scene: 'host-delegations-waiting',
    act: openDelegations,
  },
  {
    name: '15-delegation-publish',
    everywhere: true,
    whole: true,
    scene: 'host-delegations-ready',
    act: openDelegations,
  },
];
