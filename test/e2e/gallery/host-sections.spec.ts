import type { Page } from '@playwright/test';
import { expect, test } from './behaviour.ts';

/** Goes to a section by the keyboard: an arrow moves and chooses, and the focus goes to the heading of what opened. */
async function section(page: Page, name: string): Promise<void> {
  const parts = page.getByRole('group', { name: 'Part of the work' }).getByRole('radio');
  const names = await parts.evaluateAll((all) => all.map((one) => one.parentElement?.innerText));
  for (const part of names.slice(0, names.indexOf(name))) {
    await page.getByRole('radio', { name: part ?? '', exact: true }).press('ArrowRight');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  }
  await expect(page.getByRole('radio', { name, exact: true })).toBeChecked();
}

test('a key is brought from a folder by the keyboard, and its lines are opened', async ({
  open,
}) => {
  const scene = await open('host');
  const { page } = scene;
  await section(page, 'Keys');
  await page.getByRole('button', { name: 'Choose the folder…' }).press('Enter');
  await page.getByRole('button', { name: /Ceremonies/ }).press('Enter');
  await page.getByRole('button', { name: /^Read/ }).press('Enter');
  await expect(page.getByRole('heading', { name: 'From stick' })).toBeVisible();
  expect(await scene.onlyCall('assembly.bring')).toEqual({ place: 'p-cer', branch: null });
  await expect(page.getByText('It stayed outside.')).toBeVisible();
  const lines = page.getByRole('button', { name: '4 lines as planned' });
  await lines.press('Enter');
  await expect(page.getByRole('button', { name: 'Only what is not as planned' })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  const stage = page.getByRole('button', { name: 'Stage the root' });
  await expect(stage).toHaveAttribute('aria-disabled', 'true');
  await stage.press('Enter');
  expect(await scene.sent('host.stage')).toEqual([]);
});

test('a branch of the planned repository is read by Enter, and only with a name', async ({
  open,
}) => {
  const scene = await open('host-signing');
  const { page } = scene;
  await section(page, 'Keys');
  const branch = page.getByLabel('Branch', { exact: true });
  await branch.press('Enter');
  expect(await scene.sent('assembly.bring')).toEqual([]);
  await branch.fill('signing/priya-raman');
  await branch.press('Enter');
  await expect(page.getByText('Stayed outside.')).toBeVisible();
  expect(await scene.onlyCall('assembly.bring')).toEqual({
    place: null,
    branch: 'signing/priya-raman',
  });
});

test('the planner is asked about those who come, once somebody changed', async ({ open }) => {
  const scene = await open('host');
  const { page } = scene;
  await section(page, 'Rotation');
  const ask = page.getByRole('button', { name: 'Plan with these people' });
  await ask.press('Enter');
  expect(await scene.sent('rotation.plan')).toEqual([]);
  const amara = page.getByRole('group', { name: 'Does Amara Okafor come?' });
  await amara.getByRole('radio', { name: 'Comes' }).press('ArrowRight');
  await expect(amara.getByRole('radio', { name: 'Later' })).toBeChecked();
  await ask.press('Enter');
  await expect(page.getByText('This rotation cannot be signed')).toBeVisible();
  expect(await scene.onlyCall('rotation.plan')).toEqual({
    comes: [
      { id: 'amara', comes: 'later' },
      { id: 'mei', comes: 'later' },
    ],
    devices: [{ id: 'rafael', device: 'lost' }],
  });
});

test('a first root has nothing to rotate', async ({ open }) => {
  const { page } = await open('host-signing');
  await section(page, 'Rotation');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'A first root has nothing to rotate',
  );
});

test('the minutes are written in the forms and the edition that were chosen', async ({ open }) => {
  const scene = await open('host');
  const { page } = scene;
  await section(page, 'Minutes');
  await page.getByRole('radio', { name: /The public edition/ }).check();
  for (const form of [/^HTML/, /^PDF/, /^JSON/])
    await page.getByRole('checkbox', { name: form }).press('Space');
  const write = page.getByRole('button', { name: 'Write the minutes' });
  await write.press('Enter');
  expect(await scene.sent('minutes.write')).toEqual([]);
  await page.getByRole('checkbox', { name: /^PDF/ }).press('Space');
  await write.press('Enter');
  await expect(page.getByText('minutes-96.pdf')).toBeVisible();
  expect(await scene.onlyCall('minutes.write')).toEqual({
    place: null,
    edition: 'public',
    forms: ['pdf'],
  });
});

test('a keyholder signs the record with the PIN of their token, which is nowhere kept', async ({
  open,
}) => {
  const scene = await open('host');
  const { page } = scene;
  await section(page, 'Minutes');
  await page.getByRole('button', { name: 'Let Priya sign' }).press('Enter');
  const pin = page.getByLabel('PIN of Priya’s token');
  await expect(page.getByText('Three tries left.')).toBeVisible();
  await pin.press('Enter');
  expect(await scene.sent('checkpoint.sign')).toEqual([]);
  await pin.fill('739154');
  await pin.press('Enter');
  await expect(page.getByText('lines 1 to 41 are not those that were signed')).toBeVisible();
  expect(await scene.onlyCall('checkpoint.sign')).toEqual({ participant: 'priya', pin: '739154' });
  await expect(pin).toHaveCount(0);
});

test('the station signs for a practice colleague without a PIN', async ({ open }) => {
  const scene = await open('host', { mode: 'rehearsal' });
  await section(scene.page, 'Minutes');
  await scene.page.getByRole('button', { name: 'Let Priya sign' }).click();
  await expect(scene.page.getByRole('heading', { level: 1 })).toHaveText('Write the minutes');
  expect(await scene.onlyCall('checkpoint.sign')).toEqual({ participant: 'priya', pin: null });
});

test('the touch of the token that signs the record is announced, with whose it is and how long', async ({
  open,
}) => {
  const { page } = await open('host-record-touch');
  await section(page, 'Minutes');
  await page.getByRole('button', { name: 'Let Priya sign' }).press('Enter');
  const pin = page.getByLabel('PIN of Priya’s token');
  await expect(page.getByText(/^Touch the token of/)).toHaveCount(0);
  await pin.fill('739154');
  await pin.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Touch the token of' })).toHaveText(
    'Touch the token of Priya Raman now. It is asked to sign the record, and blinks.',
  );
  await expect(page.getByRole('timer')).toHaveText('14 seconds left.');
});

test('after a rehearsal its practice tokens go in one press', async ({ open }) => {
  const scene = await open('host-signing', { mode: 'rehearsal' });
  const { page } = scene;
  await page.getByRole('radio', { name: 'Minutes', exact: true }).check();
  await page.getByRole('button', { name: 'Remove the 5 practice tokens' }).press('Enter');
  expect(await scene.onlyCall('practice.clear')).toBeNull();
  await expect(page.getByText('Practice tokens of this rehearsal')).toHaveCount(0);
});

test('an online key is made in a file, and its passphrase stays on no page', async ({ open }) => {
  const scene = await open('host-online-keys', { mode: 'rehearsal' });
  const { page } = scene;
  await page.getByRole('radio', { name: 'Keys', exact: true }).check();
  await page.getByRole('button', { name: 'Make the key snapshot-key…' }).press('Enter');
  await page.getByRole('button', { name: /^Ceremonies/ }).press('Enter');
  await page.getByRole('button', { name: /^Write to/ }).press('Enter');
  await page.getByLabel('New passphrase').fill('four words at random');
  await page.getByLabel('The same again').fill('four words at randon');
  await page.getByRole('button', { name: 'Make the key file' }).press('Enter');
  expect(await scene.onlyCall('online.make')).toMatchObject({
    id: 'snapshot-key',
    passphrase: 'four words at random',
    repeat: 'four words at randon',
  });
  await expect(page.getByText('snapshot-key.online-key.json')).toBeVisible();
  expect(await page.content()).not.toContain('four words at random');
});
