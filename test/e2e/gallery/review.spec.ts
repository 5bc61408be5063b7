import { asleep, expect, test } from './behaviour.ts';
import { ROOT } from '../../renderer/gallery/values/digests.ts';

const goOn = { name: 'I have read it, go on to sign' };

test('the primary wakes when the last change was in view and all eight rows agree', async ({
  open,
}) => {
  const scene = await open('live-review', { width: 1024, height: 460 });
  const { page } = scene;
  const primary = page.getByRole('button', goOn);
  await expect(primary).toHaveAttribute('aria-disabled', 'true');
  await expect(primary).toHaveAccessibleDescription('Read to the last change first.');
  await primary.click(asleep);
  await page.getByText('The version goes up by one').scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 300);
  await expect(primary).toHaveAccessibleDescription(
    'Compare the eight rows with a second device first.',
  );
  await page.keyboard.press('r');
  await page.getByRole('checkbox', { name: /^Row A/ }).focus();
  for (let row = 0; row < 7; row += 1) await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Back to the review' }).click();
  await expect(primary).toHaveAccessibleDescription('Still to compare: row H.');
  await primary.click(asleep);
  expect(await scene.sent('review.confirm')).toEqual([]);
  await page.getByRole('button', { name: /Still to compare/ }).click();
  await page.getByRole('checkbox', { name: /^Row H/ }).check();
  await page.getByRole('button', { name: 'All eight rows agree' }).click();
  await expect(primary).not.toHaveAttribute('aria-disabled');
  await primary.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter the PIN of your token');
  expect(await scene.onlyCall('review.confirm')).toEqual({
    sha256: ROOT,
    rows: [0, 1, 2, 3, 4, 5, 6, 7],
  });
});

test('ticked rows survive every way out of the comparison until they are confirmed', async ({
  open,
}) => {
  const { page } = await open('live-review');
  const toCompare = page.getByRole('button', { name: /Still to compare|Go on comparing/ }).first();
  await page.keyboard.press('r');
  for (const row of 'ABC')
    await page.getByRole('checkbox', { name: new RegExp(`^Row ${row}`) }).check();
  await page.getByRole('button', { name: 'Row D differs' }).click();
  await page.getByRole('button', { name: 'Back to the review' }).click();
  await page.getByRole('radio', { name: 'Raw bytes' }).check();
  await page.getByRole('radio', { name: 'In words' }).check();
  await expect(page.getByText('3 of 8 rows agree with the second device.')).toBeVisible();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('files');
  await expect(page.getByText('Stopped: words differ')).toHaveCount(0);
  await page.getByRole('button', { name: /Review/ }).click();
  await expect(page.getByText('3 of 8 rows agree with the second device.')).toBeVisible();
  await expect(page.getByText('Stopped: words differ')).toBeVisible();
  await toCompare.click();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(3);
  await expect(page.getByRole('button', { name: /row D\. Read it again/ })).toBeVisible();
});

test('a row that differs stops the step and is the first thing written down', async ({ open }) => {
  const scene = await open('live-review');
  const { page } = scene;
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Row A differs' }).click();
  await expect(page.getByRole('alert')).toContainText(
    'Row A differs. The two devices hold different bytes.',
  );
  await expect(page.getByText('Stopped: words differ')).toBeVisible();
  for (const row of 'BCDEFGH') {
    await page.getByRole('checkbox', { name: new RegExp(`^Row ${row}`) }).check();
  }
  await expect(page.getByRole('button', { name: 'All eight rows agree' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.getByRole('button', { name: 'This is not what I expected' }).click();
  await expect(page.getByLabel('What was expected')).toHaveValue(/same eight rows/);
});

test('a row may be typed; a slip is found', async ({ open }) => {
  const { page } = await open('live-review');
  await page.keyboard.press('r');
  const field = page.getByLabel('Or type row A as the other side says it');
  await field.fill('adult conformist');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Nothing was compared.');
  await field.fill('Adult, conformist, exceed, pegasus');
  await field.press('Enter');
  await expect(page.getByRole('checkbox', { name: /^Row A/ })).toBeChecked();
  const next = page.getByLabel('Or type row B as the other side says it');
  await next.fill('keyboard forever reform torpedo extra');
  await next.fill('keyboard forever torpedo reform');
  await next.press('Enter');
  await expect(page.getByText('Stopped: words differ')).toBeVisible();
});

test('what has no explanation cannot be signed for, whatever was compared', async ({ open }) => {
  const { page } = await open('review-unexplained');
  const primary = page.getByRole('button', goOn);
  await page.keyboard.press('r');
  for (const row of 'ABCDEFGH') {
    await page.getByRole('checkbox', { name: new RegExp(`^Row ${row}`) }).check();
  }
  await page.getByRole('button', { name: 'All eight rows agree' }).click();
  await expect(primary).toHaveAttribute('aria-disabled', 'true');
  await expect(primary).toHaveAccessibleDescription(
    'One member is not explained. It cannot be signed for.',
  );
  await expect(page.getByText('Stopped: not explained')).toBeVisible();
});

test('the whole sheet is one key away, and letters are text in text fields', async ({ open }) => {
  const { page } = await open('live-review');
  await page.keyboard.press('f');
  await expect(page.getByRole('dialog')).toContainText('SHA-256 in eight rows');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('r');
  await page.getByLabel('Or type row A as the other side says it').pressSequentially('frrf');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByLabel('Or type row A as the other side says it')).toHaveValue('frrf');
});

test('the three views are reached by arrows', async ({ open }) => {
  const { page } = await open('live-review');
  await page.getByRole('radio', { name: 'In words' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Members that differ, 4 of 11')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('-----BEGIN PUBLIC KEY-----')).toBeVisible();
});

test('a doubt is recorded with three sentences', async ({ open }) => {
  const scene = await open('live-review');
  const { page } = scene;
  await page.getByRole('button', { name: 'This is not what I expected' }).click();
  const record = page.getByRole('button', { name: 'Record the deviation' });
  await expect(record).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('What was expected').fill('Ingrid stays.');
  await page.getByLabel('What happened').fill('Ingrid leaves.');
  await record.click(asleep);
  expect(await scene.sent('deviation.record')).toEqual([]);
  await page.getByLabel('What was decided').fill('We call the host.');
  await record.click();
  await expect(page.getByText('The deviation is in the record.')).toBeVisible();
  expect(await scene.onlyCall('deviation.record')).toEqual({
    about: 'other',
    expected: 'Ingrid stays.',
    happened: 'Ingrid leaves.',
    decided: 'We call the host.',
  });
});

test('a root that is not there yet may be brought from a stick', async ({ open }) => {
  const scene = await open('review-waiting');
  const { page } = scene;
  const bring = page.getByRole('button', { name: 'Bring it from a folder' });
  await bring.click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await scene.sent('bundle.take')).toEqual([]);
  await bring.click();
  await page.getByRole('button', { name: /CEREMONY-A/ }).click();
  await page.getByRole('button', { name: /^Read/ }).click();
  await expect.poll(() => scene.sent('bundle.take')).toHaveLength(1);
  expect(await scene.onlyCall('bundle.take')).toEqual({ place: 'p-cer' });
  await expect.poll(async () => (await scene.sent('review.look')).length).toBeGreaterThan(1);
});
