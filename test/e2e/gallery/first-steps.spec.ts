import { noTokens, practiceToken, tokensOf } from '../../renderer/gallery/values/tokens.ts';
import { MODULE } from '../../renderer/gallery/values/digests.ts';
import { network } from '../../renderer/gallery/values/ceremony.ts';
import { asleep, expect, test, type OpenScene } from './behaviour.ts';

const emit = (scene: OpenScene, name: string, value: unknown) =>
  scene.page.evaluate(
    ([event, told]) => globalThis.gallery?.emit(event as 'tokens.changed', told as never),
    [name, value] as const,
  );

const typePins = async (scene: OpenScene): Promise<void> => {
  await scene.page.getByLabel('New PIN').fill('kz7-Qm4p');
  await scene.page.getByLabel('The same PIN again').fill('kz7-Qm4p');
};

test('the path from the token to the review, and back to look', async ({ open }) => {
  const scene = await open('live-path');
  const { page } = scene;
  const heading = page.locator('h1');
  await page.getByRole('button', { name: /^Use/ }).click();
  await expect(heading).toHaveText('Choose a PIN, then make your key');
  await typePins(scene);
  await page.getByRole('button', { name: /^Make the key/ }).click();
  await expect(heading).toHaveText('Your key is on the token');
  await page.getByRole('button', { name: 'Go on to evidence' }).click();
  await page.getByRole('button', { name: 'Go on to export' }).click();
  await page.getByRole('button', { name: 'Write the files' }).click();
  await page.keyboard.press('r');
  await expect(heading).toHaveText('Read your fingerprint aloud, a row at a time');
  for (let row = 0; row < 8; row += 1) await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'All eight rows agree' }).click();
  await expect(heading).toHaveText(/^Version 16/);
  await page.getByRole('button', { name: /^Key , done/ }).click();
  await expect(heading).toHaveText('Your key is on the token');
  await page.getByRole('button', { name: 'Go on to evidence' }).click();
  await page.getByRole('button', { name: 'Go on to export' }).click();
  await expect(heading).toHaveText('Your files were written and read back');

  expect(await scene.onlyCall('tokens.choose')).toEqual({ token: 't-1' });
  expect(await scene.onlyCall('key.make')).toEqual({ pin: 'kz7-Qm4p', repeat: 'kz7-Qm4p' });
  expect(await scene.onlyCall('evidence.accept')).toBeNull();
  expect(await scene.onlyCall('export.write')).toBeNull();
  expect(await scene.onlyCall('export.confirm')).toEqual({ rows: [0, 1, 2, 3, 4, 5, 6, 7] });
});

test('the list follows what is plugged in, and never guesses among several', async ({ open }) => {
  const scene = await open('live-path');
  const use = scene.page.getByRole('button', { name: /^Use/ });
  await emit(scene, 'tokens.changed', noTokens);
  await expect(scene.page.getByText('No token is plugged in.')).toBeVisible();
  await expect(use).toHaveAccessibleDescription(
    'Plug in your token. The station sees it by itself.',
  );
  const two = ['a', 'b'].map((id) => ({
    ...practiceToken,
    id,
    planned: false,
    serial: `9000000${id}`,
  }));
  await emit(scene, 'tokens.changed', { ...tokensOf('real'), tokens: two });
  await expect(scene.page.getByRole('radio', { checked: true })).toHaveCount(0);
  await use.click(asleep);
  expect(await scene.sent('tokens.choose')).toEqual([]);
  await scene.page.getByRole('radio').nth(1).check();
  await use.click();
  expect(await scene.onlyCall('tokens.choose')).toEqual({ token: 'b' });
});

test('two quick presses make one key', async ({ open }) => {
  const scene = await open('live-key-cancel');
  await typePins(scene);
  await scene.page.locator('.pins').evaluate((form: HTMLFormElement) => {
    form.requestSubmit();
    form.requestSubmit();
  });
  await expect(scene.page.locator('h1')).toHaveText('The key is being made on the token');
  expect(await scene.sent('key.make')).toHaveLength(1);
});

test('Esc cancels the making and says what did not happen', async ({ open }) => {
  const scene = await open('live-key-cancel');
  await typePins(scene);
  await scene.page.keyboard.press('Enter');
  await scene.page.getByText('PIN set').waitFor();
  await scene.page.keyboard.press('Escape');
  await expect(scene.page.getByRole('alert')).toContainText('No key was made');
  await expect(scene.page.getByLabel('New PIN')).toHaveValue('');
  expect((await scene.sent()).filter((frame) => frame.t === 'cancel')).toHaveLength(1);
});

test('an unfinished key is taken up with the PIN alone, and no second one is made', async ({
  open,
}) => {
  const scene = await open('live-adopt');
  await scene.page.getByLabel(/^PIN of/).fill('kz7-Qm4p');
  await scene.page.keyboard.press('Enter');
  await expect.poll(() => scene.sent('key.adopt')).toHaveLength(1);
  expect(await scene.onlyCall('key.adopt')).toEqual({ pin: 'kz7-Qm4p' });
  expect(await scene.sent('key.make')).toEqual([]);
});

test('a key is looked for behind the PIN, and a new one is made only if somebody says so', async ({
  open,
}) => {
  const scene = await open('key-behind-pin');
  const { page } = scene;
  await expect(page.locator('h1')).toHaveText('Your key may be on this token already');
  await page.getByLabel(/^PIN of/).fill('kz7-Qm4p');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Your key is not on this token');
  expect(await scene.onlyCall('key.adopt')).toEqual({ pin: 'kz7-Qm4p' });
  await expect(page.getByLabel(/^PIN of/)).toHaveValue('');
  await page.getByRole('button', { name: 'There is none: make a new key' }).click();
  await expect(page.locator('h1')).toHaveText('Enter the PIN, then make your key');
  expect(await scene.sent('key.make')).toEqual([]);
});

test('a key of the root that is another person’s is left, and a new one is made beside it', async ({
  open,
}) => {
  const scene = await open('key-listed');
  const { page } = scene;
  await expect(page.locator('h1')).toHaveText('Your key is on the token already');
  await page.getByRole('button', { name: 'It is not mine: make a new key' }).click();
  await expect(page.locator('h1')).toHaveText('Enter the PIN, then make your key');
  expect(await scene.sent('key.adopt')).toEqual([]);
});

test('a YubiKey as from the factory leads to setting it up, and makes no key', async ({ open }) => {
  const scene = await open('key-set-up-first');
  await expect(scene.page.locator('h1')).toHaveText('Set this YubiKey up first');
  await scene.page.getByRole('button', { name: /^Go to set up/ }).click();
  await expect(scene.page.locator('h1')).toHaveText('Choose the token for your key');
  expect(await scene.sent('key.make')).toEqual([]);
});

test('a key on the YubiKey is lost only after its number and its words were typed', async ({
  open,
}) => {
  const scene = await open('key-loses');
  const { page } = scene;
  const make = page.getByRole('button', { name: /^Make the key/ });
  await page.getByLabel('PIN', { exact: true }).fill('kz7-Qm4p');
  await expect(make).toHaveAccessibleDescription('Name the key that is lost first.');
  const words = await page.locator('.words-stack span').allTextContents();
  expect(words).toHaveLength(4);
  await page.getByLabel(/^Type the number/).fill('24 617 802');
  await page.getByLabel(/^Type the four words/).fill(words.slice(0, 3).join(' '));
  await make.click(asleep);
  expect(await scene.sent('key.make')).toEqual([]);
  await page.getByLabel(/^Type the four words/).fill(`${words.join('  ').toUpperCase()} `);
  await make.click();
  const sent = await scene.onlyCall('key.make');
  expect(sent).toMatchObject({ pin: 'kz7-Qm4p', repeat: null, replace: { serial: '24617802' } });
});

test('a touch is announced with its seconds before anything else on screen', async ({ open }) => {
  const { page } = await open('key-touch');
  await page.getByLabel('PIN', { exact: true }).fill('kz7-Qm4p');
  await page.keyboard.press('Enter');
  await expect(page.locator('h1')).toHaveText('Touch your YubiKey now');
  await expect(page.getByRole('timer')).toHaveText('11seconds left');
});

test('a key that is there and was not touched in time is to be taken up, and why it stopped stays on screen', async ({
  open,
}) => {
  const { page } = await open('key-not-touched');
  await page.getByLabel('PIN', { exact: true }).fill('kz7-Qm4p');
  await page.keyboard.press('Enter');
  await expect(page.locator('h1')).toHaveText('Your key was begun before, and is on the token');
  await expect(page.getByRole('alert')).toContainText('The token was not touched in time');
});

test('a line against the plan stops the step', async ({ open }) => {
  const scene = await open('evidence-against');
  const go = scene.page.getByRole('button', { name: 'Go on to export' });
  await expect(go).toHaveAccessibleDescription('A line is against the plan. Tell the host.');
  await go.click(asleep);
  expect(await scene.sent('evidence.accept')).toEqual([]);
});

/** Chooses the two files of a YubiHSM on the stick. */
async function chooseFiles({ page }: OpenScene): Promise<void> {
  const pick = async (name: RegExp, verb: RegExp): Promise<void> => {
    await page.getByRole('button', { name: /CEREMONY-A/ }).click();
    await page.getByRole('button', { name }).click();
    await page.getByRole('button', { name: verb }).click();
  };
  await page.getByRole('button', { name: 'Attestation from files…' }).click();
  await pick(/root-key_attestation/, /^Take/);
  await expect(page.getByText('who vouches for the YubiHSM')).toBeVisible();
  await pick(/device_attestation/, /^Check with/);
}

test('an attestation is brought as two files, and the step goes on with it', async ({ open }) => {
  const scene = await open('evidence-bring');
  const { page } = scene;
  const go = page.getByRole('button', { name: 'Go on to export' });
  await expect(go).toHaveAccessibleDescription('A line is against the plan. Tell the host.');
  await chooseFiles(scene);
  await expect(page.locator('h1')).toHaveText('Your key was made on this device');
  await expect(page.getByRole('button', { name: 'Attestation from files…' })).toHaveCount(0);
  expect(await scene.onlyCall('evidence.bring')).toEqual({
    key: 'p-key-cert',
    device: 'p-device-cert',
  });
  await expect(go).toBeEnabled();
});

test('files that do not fit are refused in place, and others can be chosen', async ({ open }) => {
  const scene = await open('evidence-wrong-files');
  await chooseFiles(scene);
  await expect(scene.page.getByRole('alert')).toContainText('about another key');
  await scene.page.getByRole('button', { name: 'Attestation from files…' }).click();
  await expect(scene.page.getByText('First of two files')).toBeVisible();
  await expect(scene.page.getByRole('alert')).toHaveCount(0);
});

test('a module is approved with the digest that was shown', async ({ open }) => {
  const scene = await open('live-path');
  await scene.page.getByText('My token is not in this list').click();
  await scene.page.getByRole('button', { name: /^Approve YubiKey/ }).click();
  expect(await scene.onlyCall('modules.approve')).toEqual({ module: 'm-2', sha256: MODULE });
});

test('a practice token is deleted only after its number was typed', async ({ open }) => {
  const scene = await open('live-path', { mode: 'rehearsal' });
  const { page } = scene;
  await page.getByText('My token is not in this list').click();
  await page.getByText('Delete a practice token').click();
  await page.getByRole('button', { name: '9 0 0 0 0 0 0 3', exact: true }).click();
  const remove = page.getByRole('button', { name: 'Delete this practice token' });
  const field = page.getByLabel(/^Everything on/);
  await field.fill('90000004');
  await remove.click(asleep);
  expect(await scene.sent('tokens.removePractice')).toEqual([]);
  await field.fill('90 000 003');
  await remove.click();
  expect(await scene.onlyCall('tokens.removePractice')).toEqual({
    token: 't-3',
    serial: '90000003',
  });
});

test('a folder is opened by the name that main gave it, and a person by theirs', async ({
  open,
}) => {
  const scene = await open('live-doors');
  const { page } = scene;
  await page.getByRole('button', { name: 'Open a folder…' }).click();
  const use = page.getByRole('dialog').getByRole('button', { name: /^Open/ });
  await expect(use).toHaveAccessibleDescription('Go into a folder first.');
  await page.getByRole('button', { name: 'Ceremonies' }).click();
  await expect(page.locator('[aria-current=location]')).toHaveText('Ceremonies');
  await use.click();
  expect(await scene.onlyCall('ceremony.open')).toEqual({
    place: 'p-cer',
    role: 'keyholder',
    mode: 'real',
  });
  await page.getByRole('radio', { name: /^Priya Raman/ }).check();
  await page.getByRole('button', { name: 'I am Priya Raman' }).click();
  expect(await scene.onlyCall('ceremony.iAm')).toEqual({ participant: 'priya' });
  await expect(page.locator('h1')).toHaveText('Choose the token for your key');
});

test('going on where one was, and leaving by Back', async ({ open }) => {
  const scene = await open('live-doors');
  await scene.page.getByRole('button', { name: /^Root signing 16 Keyholder · stopped/ }).click();
  await expect(scene.page.locator('h1')).toHaveText('Choose the token for your key');
  expect(await scene.onlyCall('ceremony.resume')).toEqual({ recent: 'r-1' });
  await scene.page.getByRole('button', { name: 'Back' }).click();
  await expect(scene.page.locator('h1')).toHaveText('What brings you here today?');
  expect(await scene.sent('ceremony.close')).toHaveLength(1);
});

test('the making of a practice ceremony can be cancelled', async ({ open }) => {
  const scene = await open('live-doors');
  const { page } = scene;
  await page.getByRole('radio', { name: /^Rehearsal/ }).check();
  await page.getByRole('button', { name: 'Continue as keyholder' }).click();
  await page.getByRole('button', { name: 'Start a practice ceremony' }).click();
  const bar = page.getByRole('progressbar', { name: 'Practice colleague Mei makes a key' });
  await expect(bar).toHaveAttribute('value', '3');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alert')).toContainText('You cancelled');
  await expect(page.locator('h1')).toHaveText('Which ceremony do you rehearse?');
});

test('the bar tells at once when a way out opens', async ({ open }) => {
  const scene = await open('live-path');
  await expect(scene.page.locator('.bar')).toContainText('Offline');
  await emit(scene, 'network.changed', { ...network, way: 'out', sentence: 'A way out is open' });
  await expect(scene.page.locator('.bar')).toContainText('A way out is open');
});
