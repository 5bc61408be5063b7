import { expect, test } from './behaviour.ts';
import { network } from '../../renderer/gallery/values/ceremony.ts';

const noTokens = { tokens: [], chosen: null, modules: [], mayMakePractice: false };

test('an answer that comes late does not cover what an event said since', async ({ open }) => {
  const { page } = await open('troubled-network');
  await page.evaluate((state) => globalThis.gallery?.emit('network.changed', state), {
    ...network,
    way: 'out' as const,
    sentence: 'A way out is open',
  });
  await expect(page.getByText('A way out is open')).toBeVisible();
  await page.waitForTimeout(2000);
  await expect(page.getByText('A way out is open')).toBeVisible();
});

test('an unforeseen error is told without what it holds, and can be asked again', async ({
  open,
}) => {
  const { page } = await open('troubled-review');
  await expect(page.getByRole('alert')).toBeVisible();
  const markup = await page.evaluate(() => document.documentElement.outerHTML);
  expect(markup).not.toMatch(/739154|priya\//);
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Version 16 replaces/);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('rows that were ticked for other bytes do not count for a root that was staged again', async ({
  open,
}) => {
  const { page } = await open('troubled-restaged');
  await page.keyboard.press('r');
  await page.getByRole('checkbox', { name: /^Row A/ }).check();
  await page.getByRole('button', { name: 'Back to the review' }).click();
  await expect(page.getByText('1 of 8 rows agree')).toBeVisible();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: /^Review/ }).click();
  await expect(page.getByText('Compare the eight rows with a second device')).not.toHaveCount(0);
  await expect(page.getByText('1 of 8 rows agree')).toHaveCount(0);
});

test('a token that is lost from sight while it signs does not end the wait by itself', async ({
  open,
}) => {
  const scene = await open('troubled-sign');
  const { page } = scene;
  await page.getByLabel('PIN', { exact: true }).fill('739154');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('timer')).toContainText('9');
  await page.evaluate((list) => globalThis.gallery?.emit('tokens.changed', list), noTokens);
  await expect.poll(async () => (await scene.sent('sign.look')).length).toBe(2);
  // It says at once what it sees, and goes on waiting for the answer of the library, which decides.
  const pulledOut = { name: 'Your token is not plugged in any more', level: 1 };
  await expect(page.getByRole('heading', pulledOut)).toBeVisible();
  await expect(page.getByText('The station goes on by itself')).toBeVisible();
  expect((await scene.sent()).filter((frame) => frame.t === 'cancel')).toEqual([]);
});

test('a record whose chain is broken says so above its lines', async ({ open }) => {
  const { page } = await open('troubled-record');
  await page.getByRole('button', { name: 'See the record' }).click();
  await expect(
    page.getByRole('heading', { name: 'Line 89 was changed after it was written.' }),
  ).toHaveClass('record-broken');
  await expect(page.getByRole('region', { name: 'Lines of the record' })).toContainText(
    'Priya Raman chose token',
  );
});

test('a token that is pulled out while it makes a key or signs is said at once, and the call goes on', async ({
  open,
}) => {
  const heading = 'Your token is not plugged in any more';
  const key = await open('key-pulled-out');
  for (const field of await key.page.locator('input[type=password]').all())
    await field.fill('739154');
  await key.page.getByRole('button', { name: /^Make the key/ }).click();
  await expect(key.page.locator('h1')).toHaveText(heading);
  expect(await key.sent('key.make')).toHaveLength(1);

  const sign = await open('sign-pulled-out');
  await sign.page.getByLabel('PIN', { exact: true }).fill('739154');
  await sign.page.locator('.actions .btn-primary').click();
  await expect(sign.page.locator('h1')).toHaveText(heading);
  await expect(sign.page.getByText('A signature counts only when')).toBeVisible();
  expect(await sign.sent('sign.start')).toHaveLength(1);
});
