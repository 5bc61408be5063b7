import { expect, test } from './behaviour.ts';
import {
  openDelegations,
  openRole,
  readChallenge,
  showDifference,
} from './pictures-delegations.ts';

const role = 'registry.example.org';
const terms = {
  role,
  paths: [`${role}/*`],
  threshold: 2,
  terminating: true,
  reason: '',
};

test('a delegation is staged after its difference was shown, with the bytes that were shown', async ({
  open,
}) => {
  const scene = await open('host');
  const { page } = scene;
  await showDifference(page);
  expect(await scene.onlyCall('delegations.answers')).toEqual({ role, place: 'p-cer' });
  expect(await scene.onlyCall('delegations.propose')).toEqual({
    change: 'add',
    place: 'p-cer',
    ...terms,
  });
  expect(await scene.sent('delegations.stage')).toEqual([]);
  await page.getByRole('button', { name: 'Stage the change' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Targets version 8 waits for signatures',
  );
  expect(await scene.onlyCall('delegations.stage')).toMatchObject({
    wish: { change: 'add', ...terms },
    signedSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('a difference that was shown is gone when a field changes', async ({ open }) => {
  const scene = await open('host');
  const { page } = scene;
  await showDifference(page);
  await page.getByLabel('Signatures needed').fill('1');
  await expect(page.getByText('It is shown here before anything is staged.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show what changes' })).toBeVisible();
  await page.getByLabel('Signatures needed').fill('');
  await page.getByRole('button', { name: 'Show what changes' }).press('Enter');
  await expect(page.getByText('Say how many of them have to sign.')).toBeVisible();
  expect(await scene.sent('delegations.propose')).toHaveLength(1);
});

test('answers that do not hold open no way on', async ({ open }) => {
  const scene = await open('host-delegations-refused');
  const { page } = scene;
  await openDelegations(page);
  await page.getByRole('button', { name: 'Delegate to another project…' }).press('Enter');
  await page.getByLabel('Name of the role').fill(role);
  await page.getByRole('button', { name: 'Take in the answers…' }).press('Enter');
  await page.getByRole('button', { name: /^Ceremonies/ }).press('Enter');
  await page.getByRole('button', { name: /^Read/ }).press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByText('Not proved')).toBeVisible();
  await page.getByLabel('Paths, one a line').fill(`${role}/*`);
  await page.getByRole('button', { name: 'Show what changes' }).press('Enter');
  expect(await scene.sent('delegations.propose')).toEqual([]);
});

test('a keyholder signs the targets that are shown, with a PIN that is sent once', async ({
  open,
}) => {
  const scene = await open('host-delegations-waiting');
  const { page } = scene;
  await openDelegations(page);
  await page.getByRole('button', { name: 'Let Mei sign' }).press('Enter');
  await page.getByLabel('PIN of Mei’s token').fill('135791');
  await page.getByLabel('PIN of Mei’s token').press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Targets version 8 has its signatures',
  );
  expect(await scene.onlyCall('delegations.sign')).toMatchObject({
    participant: 'mei-lindqvist',
    pin: '135791',
  });
  expect(await page.content()).not.toContain('135791');
});

test('a publication asks for the PIN and for the key file with its passphrase', async ({
  open,
}) => {
  const scene = await open('host-delegations-ready');
  const { page } = scene;
  await openDelegations(page);
  const publish = page.getByRole('button', { name: 'Publish the change' });
  await publish.press('Enter');
  expect(await scene.sent('delegations.publish')).toEqual([]);
  await page.getByRole('button', { name: 'Choose the key file…' }).press('Enter');
  await page.getByRole('button', { name: /^Ceremonies/ }).press('Enter');
  await page.getByRole('button', { name: /^notes/ }).press('Enter');
  await page.getByRole('button', { name: /^Use/ }).press('Enter');
  await page.getByLabel('Passphrase of the key file').fill('four words at random');
  await page.getByLabel('PIN of Inês Duarte').fill('246802');
  await publish.press('Enter');
  expect(await scene.onlyCall('delegations.publish')).toMatchObject({
    pins: [{ id: 'ines-duarte', pin: '246802' }],
    file: { passphrase: 'four words at random' },
  });
  expect(await page.content()).not.toContain('four words at random');
});

test('a role is revoked with a reason', async ({ open }) => {
  const scene = await open('host');
  const { page } = scene;
  await openDelegations(page);
  await page.getByRole('button', { name: 'Revoke… log.example.org' }).press('Enter');
  const show = page.getByRole('button', { name: 'Show what changes' });
  await show.press('Enter');
  expect(await scene.sent('delegations.propose')).toEqual([]);
  await page.getByLabel('Reason', { exact: true }).fill('The project ended.');
  await show.press('Enter');
  await expect(page.getByText('Nothing is staged yet', { exact: true })).toBeVisible();
  expect(await scene.onlyCall('delegations.propose')).toEqual({
    change: 'revoke',
    role: 'log.example.org',
    reason: 'The project ended.',
  });
});

test('a delegate answers the challenge that is on screen, and says on it that no root is signed', async ({
  open,
}) => {
  const scene = await open('delegate-prove');
  const { page } = scene;
  await readChallenge(page);
  await expect(page.getByText('No root and no metadata are signed.')).toBeVisible();
  await expect(page.getByText(`Your key is to speak for the role ${role}.`)).toBeVisible();
  const answer = page.getByRole('button', { name: 'Answer the challenge' });
  await answer.press('Enter');
  expect(await scene.sent('prove.start')).toEqual([]);
  await page.getByLabel('PIN').fill('246802');
  await expect(page.getByText('Then touch the token, within 15 seconds.')).toBeVisible();
  await page.getByLabel('PIN').press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your key has answered');
  expect(await scene.onlyCall('prove.start')).toEqual({
    place: 'p-notes',
    number: '5f0c2d81',
    pin: '246802',
  });
  expect(await scene.sent('sign.start')).toEqual([]);
  await page.getByRole('button', { name: 'Copy the answer to a folder…' }).press('Enter');
  await page.getByRole('button', { name: /^Ceremonies/ }).press('Enter');
  await page.getByRole('button', { name: /^Write to/ }).press('Enter');
  await expect(page.getByText(/2 files, read back and the same/)).toBeVisible();
});

test('a practice token answers when its gold disc is pressed, and can be given up', async ({
  open,
}) => {
  const scene = await open('delegate-touch', { mode: 'rehearsal' });
  const { page } = scene;
  await readChallenge(page);
  await page.getByLabel('PIN').fill('246802');
  await expect(
    page.getByText('Then press the gold disc on screen, within 15 seconds.'),
  ).toBeVisible();
  await page.getByLabel('PIN').press('Enter');
  await expect(page.getByText('Press the gold disc on screen.', { exact: true })).toBeVisible();
  await page
    .getByRole('button', { name: 'Press the gold disc of the practice token' })
    .press('Enter');
  expect(await scene.sent('prove.touch')).toHaveLength(1);
  await expect(page.getByLabel('PIN')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
});

test('a delegate’s role is staged in a version, signed as it was shown, and copied out', async ({
  open,
}) => {
  const scene = await open('delegate-role');
  const { page } = scene;
  await openRole(page);
  await expect(page.getByRole('radio', { name: 'Publish', exact: true })).toHaveCount(0);
  const stage = page.getByRole('button', { name: 'Stage the role' });
  await page.getByLabel('Version').fill('0');
  await stage.press('Enter');
  expect(await scene.sent('delegate.stage')).toEqual([]);
  await page.getByLabel('Version').fill('4');
  await stage.press('Enter');
  expect(await scene.onlyCall('delegate.stage')).toEqual({ version: 4 });
  await page.getByRole('button', { name: 'Let Tom sign' }).press('Enter');
  const pin = page.getByLabel('PIN of Tom’s token');
  await pin.fill('246802');
  await pin.press('Enter');
  expect(await scene.onlyCall('delegate.sign')).toMatchObject({
    participant: 'tom-okafor',
    pin: '246802',
    signedSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  await page.getByRole('button', { name: 'Copy it for the delegator…' }).press('Enter');
  await page.getByRole('button', { name: /^Ceremonies/ }).press('Enter');
  await page.getByRole('button', { name: /^Write to/ }).press('Enter');
  await expect(page.getByText(/4\.registry\.example\.org\.json\. It was read back/)).toBeVisible();
});

test('nobody can sign a role that is not what its files make', async ({ open }) => {
  const scene = await open('delegate-role-odd');
  await openRole(scene.page);
  await expect(scene.page.getByText(/^What is staged is not what the plan/)).toBeVisible();
  await expect(scene.page.getByLabel('PIN')).toHaveCount(0);
});
