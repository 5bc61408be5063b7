import { expect, test, type OpenScene } from './behaviour.ts';

const secrets = [
  ['New PIN', '48261937'],
  ['The same PIN again', '48261937'],
  ['New PUK', '73916284'],
  ['The same PUK again', '73916284'],
] as const;

/** Goes through both questions of a set-up and begins it. */
async function setUp({ page }: OpenScene): Promise<void> {
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  await press('Look at your tokens');
  await page.locator('.inventory-row button').first().click();
  await press('Set it up anew…');
  await page.getByLabel('Its number').fill('24617802');
  await page.keyboard.press('Enter');
  for (const [label, secret] of secrets) await page.getByLabel(label).fill(secret);
  await page.keyboard.press('Enter');
}

const heading = ({ page }: OpenScene, name: string) =>
  expect(page.getByRole('heading', { name })).toBeVisible();
const looks = async (scene: OpenScene) => (await scene.sent('tokens.details')).length;

test('a set-up that was cut off asks for no PIN again, and leads to a fresh look', async ({
  open,
}) => {
  const scene = await open('tokens-cut-off');
  await setUp(scene);
  await heading(scene, 'The YubiKey was not set up');
  await expect(scene.page.getByRole('alert')).toContainText('It may be half set up');
  await expect(scene.page.locator('input')).toHaveCount(0);
  const before = await looks(scene);
  await scene.page.locator('.actions .btn-primary').click();
  await heading(scene, 'What this YubiKey tells of itself');
  expect(await looks(scene)).toBe(before + 1);
});

test('a PIN that was refused before anything was sent is chosen again in its place', async ({
  open,
}) => {
  const scene = await open('tokens-weak-pin');
  await setUp(scene);
  await expect(scene.page.getByRole('alert')).toContainText('This PIN can not be chosen');
  await heading(scene, 'Choose a PIN and a PUK');
});

test('the way back by keyboard goes one page at a time, and nowhere while a token is at work', async ({
  open,
}) => {
  const resting = await open('tokens-weak-pin');
  await setUp(resting);
  await expect(resting.page.getByRole('alert')).toBeVisible();
  for (const before of [
    'Everything on this YubiKey will be erased',
    'What this YubiKey tells of itself',
    'Tokens that are plugged in',
  ]) {
    await resting.page.keyboard.press('Alt+ArrowLeft');
    await heading(resting, before);
  }
  const atWork = await open('tokens-setting-up');
  await setUp(atWork);
  await heading(atWork, 'The YubiKey is being set up');
  await atWork.page.keyboard.press('Alt+ArrowLeft');
  await heading(atWork, 'The YubiKey is being set up');
});

test('a YubiKey whose PIN and PUK are locked is not said to be unblocked', async ({ open }) => {
  const { page } = await open('tokens-shut');
  await page.getByRole('button', { name: 'Look at your tokens' }).click();
  await page.locator('.inventory-row button').first().click();
  await expect(page.locator('main')).toContainText('Its PIN and its PUK are locked');
  await expect(page.locator('main')).not.toContainText('Unblock');
});
