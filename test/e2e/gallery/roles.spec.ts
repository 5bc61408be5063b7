import type { Page } from '@playwright/test';
import { bytesOfFork } from '../../renderer/gallery/values/audit.ts';
import { expect, test } from './behaviour.ts';

const openAudit = (page: Page) =>
  page.getByRole('button', { name: /Sigstore roots 1 to 9/ }).click();

test('the auditor filters findings and opens one', async ({ open }) => {
  const { page } = await open('audit-pass');
  await openAudit(page);
  await page.getByRole('radio', { name: '5 notes' }).check();
  await expect(page.getByText('All six devices run firmware')).toHaveCount(0);
  await page.getByRole('radio', { name: '0 errors' }).check();
  await expect(page.getByText('Nothing of this kind was found.')).toBeVisible();
  await page.getByRole('radio', { name: 'All 6' }).check();
  const group = page.getByRole('button', { name: /All six devices/ });
  await group.press('Enter');
  await expect(group).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByText('laboratory equipment').first()).toBeVisible();
});

test('the bytes behind a finding are a key away, and so is the finding again', async ({ open }) => {
  const scene = await open('audit-fail');
  const { page } = scene;
  await openAudit(page);
  await page.getByRole('button', { name: /Two roots of version 7 exist/ }).press('Enter');
  const show = page.getByRole('button', { name: 'Show the bytes behind it' });
  await show.press('Enter');
  await expect(page.getByText('Read again: the same bytes as were judged.')).toBeVisible();
  await page.getByRole('radio', { name: 'Text', exact: true }).press('ArrowRight');
  await expect(page.getByRole('row', { name: /^00000000/ })).toBeVisible();
  await page.getByRole('button', { name: 'Later bytes' }).press('Enter');
  await page.getByRole('radio', { name: '7.root.json' }).press('ArrowRight');
  await expect(page.getByText('was changed after it was judged')).toBeVisible();
  const asked = (await scene.sent('audit.bytes')).map(({ value }) => value);
  expect(asked).toEqual([
    { finding: 0, at: 0, from: null },
    { finding: 0, at: 0, from: bytesOfFork.hex.length / 2 },
    { finding: 0, at: 1, from: null },
  ]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(show).toBeFocused();
});

test('another date is asked about the same files', async ({ open }) => {
  const scene = await open('audit-pass');
  const { page } = scene;
  await openAudit(page);
  await page.getByRole('button', { name: 'Change date' }).click();
  await page.getByLabel('Day').fill('2023-02-29');
  await expect(page.getByText('There is no such date or time.')).toBeVisible();
  await page.getByLabel('Day').press('Enter');
  expect(await scene.sent('audit.again')).toEqual([]);
  await page.getByLabel('Day').fill('2025-01-31');
  await expect(page.getByText('31 January 2025, 00:00:00 UTC')).toBeVisible();
  await page.getByLabel('Day').press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await scene.onlyCall('audit.again')).toEqual({ asOf: '2025-01-31T00:00:00Z' });
});

test('several places, a trusted root and a day are asked about together', async ({ open }) => {
  const scene = await open('audit-running');
  const { page } = scene;
  await page.getByRole('radio', { name: /Auditor/ }).check();
  await page.getByRole('button', { name: 'Continue as auditor' }).click();
  const check = page.getByRole('button', { name: 'Check these files' });
  await expect(page.getByText('Add a folder or a file first.')).toBeVisible();
  await expect(check).toHaveAttribute('aria-disabled', 'true');
  const addFile = async (button: string, verb: string): Promise<void> => {
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('button', { name: /^Ceremonies/ }).click();
    await page.getByRole('button', { name: 'notes.txt', exact: true }).click();
    await page.getByRole('button', { name: `${verb} notes.txt` }).click();
  };
  await page.getByRole('button', { name: 'Add a folder' }).click();
  await page.getByRole('button', { name: /Ceremonies/ }).click();
  await page.getByRole('button', { name: 'Add Ceremonies' }).click();
  await addFile('Add a file', 'Add');
  await addFile('Choose a trusted root', 'Trust');
  await page.getByRole('radio', { name: /The whole Git history/ }).check();
  await expect(page.getByText('A file has no Git history.')).toBeVisible();
  await page.getByRole('button', { name: 'Take out notes.txt' }).first().click();
  await page.getByRole('radio', { name: /Another day/ }).check();
  await expect(page.getByText('There is no such date or time.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Day' }).fill('2024-03-20');
  await check.click();
  await expect(page.getByText('Verifying the signatures of 5.root.json')).toBeVisible();
  expect(await scene.onlyCall('audit.run')).toEqual({
    places: ['p-cer'],
    git: true,
    trustedRoot: 'p-notes',
    asOf: '2024-03-20T00:00:00Z',
  });
});

test('an audit can be left while it runs', async ({ open }) => {
  const scene = await open('audit-running');
  const { page } = scene;
  await page.getByRole('radio', { name: /Auditor/ }).check();
  await page.getByRole('button', { name: 'Continue as auditor' }).click();
  await page.getByRole('button', { name: 'Add a folder' }).click();
  await page.getByRole('button', { name: /Ceremonies/ }).click();
  await page.getByRole('button', { name: 'Add Ceremonies' }).click();
  await page.getByRole('button', { name: 'Check these files' }).click();
  await expect(page.getByText('Verifying the signatures of 5.root.json')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect
    .poll(async () => (await scene.sent()).some((frame) => frame.t === 'cancel'))
    .toBe(true);
});

test('a report is saved where the auditor says', async ({ open }) => {
  const scene = await open('audit-pass');
  const { page } = scene;
  await openAudit(page);
  await page.getByRole('button', { name: 'Save the report' }).click();
  await page.getByRole('button', { name: /Ceremonies/ }).click();
  await page.getByRole('button', { name: /^Save in/ }).click();
  await expect(page.getByText('They were read back and are the same.')).toBeVisible();
  expect(await scene.onlyCall('audit.save')).toEqual({ place: 'p-cer' });
});

test('the host records a deviation by D, and the record is one button away', async ({ open }) => {
  const { page } = await open('host');
  await page.keyboard.press('d');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Write down what is not as expected',
  );
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'See the record' }).click();
  await expect(page.getByText('96 lines, each chained')).toBeVisible();
});

test('W opens and closes the witness screen, and the button says which it is', async ({ open }) => {
  const scene = await open('host-live');
  const { page } = scene;
  const button = page.getByRole('button', { name: /the witness screen/ });
  await expect(button).toContainText('Open the witness screen');
  await page.keyboard.press('w');
  await expect(button).toContainText('Close the witness screen');
  await expect(page.locator('.bar')).toContainText('Witness screen open');
  expect(await scene.onlyCall('witness.show')).toEqual({ open: true });
  // Somebody closed the window itself.
  await page.evaluate(() => globalThis.gallery?.emit('witness.window', { open: false }));
  await expect(button).toContainText('Open the witness screen');
  await expect(page.locator('.bar')).not.toContainText('Witness screen');
});

test('the host sees that a deviation was recorded, until the next act', async ({ open }) => {
  const { page } = await open('live-host', { mode: 'rehearsal' });
  const note = page.getByText('The deviation is in the record. The ceremony goes on.');
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(note).toHaveCount(0);
  await page.keyboard.press('d');
  for (const field of await page.getByRole('textbox').all()) await field.fill('As agreed.');
  await page.getByRole('button', { name: 'Record the deviation' }).click();
  await expect(note).toBeVisible();
  await page.getByRole('button', { name: 'Let Mei sign' }).click();
  await expect(note).toHaveCount(0);
});

test('a practice colleague signs once a press', async ({ open }) => {
  const scene = await open('host', { mode: 'rehearsal' });
  await scene.page.getByRole('button', { name: 'Let Mei sign' }).click();
  await expect(scene.page.getByRole('button', { name: 'Let Mei sign' })).not.toHaveAttribute(
    'aria-disabled',
  );
  expect(await scene.onlyCall('host.practiceSign')).toEqual({ participant: 'mei' });
});

test('publication asks for the PIN where a token signs the other roles', async ({ open }) => {
  const scene = await open('live-host');
  const { page } = scene;
  const publish = page.getByRole('button', { name: 'Publish the root' });
  await expect(publish).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('PIN of your token').press('Enter');
  expect(await scene.sent('host.publish')).toEqual([]);
  await page.getByLabel('PIN of your token').fill('739154');
  await publish.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Root version 16 is published');
  expect(await scene.onlyCall('host.publish')).toEqual({ pin: '739154' });
  await expect(page.getByLabel('PIN of your token')).toHaveValue('');
});

test('a bundle is put on a stick, and the page says that it was read back', async ({ open }) => {
  const scene = await open('done');
  const { page } = scene;
  await page.getByRole('button', { name: 'Put the bundle on a stick' }).click();
  await page.getByRole('button', { name: /Ceremonies/ }).click();
  await page.getByRole('button', { name: /^Write to/ }).click();
  await expect(page.getByText('It was read back and is the same.')).toBeVisible();
  expect(await scene.onlyCall('bundle.write')).toEqual({ place: 'p-cer' });
});

test('publication asks for what the online keys need, and sends it once', async ({ open }) => {
  const scene = await open('live-host-online');
  const { page } = scene;
  const publish = page.getByRole('button', { name: 'Publish the root' });
  await expect(page.getByText('Choose the key file.', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Choose the key file…' }).press('Enter');
  await page.getByRole('button', { name: /^Ceremonies/ }).press('Enter');
  await page.getByRole('button', { name: /^notes/ }).press('Enter');
  await page.getByRole('button', { name: /^Use/ }).press('Enter');
  await page.getByLabel('PIN of Inês Duarte').fill('246802');
  await publish.press('Enter');
  expect(await scene.sent('host.publish')).toEqual([]);
  await page.getByLabel('Passphrase of the key file').fill('four words at random');
  await publish.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Root version 16 is published');
  expect(await scene.onlyCall('host.publish')).toEqual({
    pin: null,
    online: {
      pins: [{ id: 'ines-duarte', pin: '246802' }],
      file: { place: 'p-notes', passphrase: 'four words at random' },
    },
  });
  await expect(page.getByLabel('Passphrase of the key file')).toHaveValue('');
});
