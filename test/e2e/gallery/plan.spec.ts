import { expect, test } from './behaviour.ts';
import { importPlan, openPlan, startPlanning } from './pictures-plan.ts';

const fileText = 'ceremony.yaml';

test('forms and file show the same plan, and either changes the other', async ({ open }) => {
  const { page } = await open('plan');
  await openPlan(page);
  const file = page.getByLabel(fileText);
  const before = await file.inputValue();
  await page.getByLabel('Title').fill('Root signing 17: spring');
  await expect(file).toHaveValue(
    before.replace(
      'title: Root signing 16',
      "title: 'Root signing 17: spring'".replaceAll("'", '"'),
    ),
  );
  await file.fill(before.replace('date: 2027-07-14', 'date: 2027-07-15 # moved'));
  await expect(page.getByLabel('Day')).toHaveValue('2027-07-15');
  await expect(page.getByLabel('Title')).toHaveValue('Root signing 16');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('Root signing 17: spring');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
});

test('a change in a form touches one line, and the comments stay', async ({ open }) => {
  const { page } = await open('plan');
  await openPlan(page);
  const file = page.getByLabel(fileText);
  const before = (await file.inputValue()).split('\n');
  await page.getByRole('radio', { name: 'People' }).check();
  const mei = page.getByRole('listitem').filter({ hasText: 'Mei Lindqvist' });
  await mei.getByLabel('Serial of the token', { exact: true }).fill('24617888');
  const after = (await file.inputValue()).split('\n');
  expect(after.filter((line) => !before.includes(line))).toEqual(["    token: '24617888'"]);
  expect(after).toHaveLength(before.length);
  await page.getByRole('button', { name: 'Take out Sam Abara' }).click();
  await expect(file).toHaveValue(/mei-lindqvist # leaves: signs for version 15, once more/);
  await expect(file).not.toHaveValue(/sam-abara/);
});

test('a contradiction is marked in the form and named by its line, and goes when it is corrected', async ({
  open,
}) => {
  const { page } = await open('plan');
  await openPlan(page);
  await page.getByRole('radio', { name: 'Roles' }).check();
  const needed = page.getByLabel('Signatures needed for Root');
  await needed.fill('3');
  await expect(needed).toHaveAttribute('aria-invalid', 'true');
  await expect(needed).toHaveAccessibleDescription(
    /The threshold is larger than the number of keys/,
  );
  await expect(page.getByRole('radio', { name: 'Roles: 1 to correct' })).toBeChecked();
  await expect(page.getByText('One thing is left to correct.')).toBeVisible();
  await page.getByRole('button', { name: /^Line \d+, column 3$/ }).click();
  const file = page.getByLabel(fileText);
  await expect(file).toBeFocused();
  const marked = await file.evaluate((area) =>
    area instanceof HTMLTextAreaElement
      ? area.value.slice(area.selectionStart, area.selectionEnd)
      : '',
  );
  expect(marked).toBe('threshold: 3');
  await page.getByRole('checkbox', { name: 'Mei Lindqvist' }).first().check();
  await expect(page.getByText('Nothing is wrong with this plan')).toBeVisible();
});

test('text that cannot be read locks the forms and keeps what was typed', async ({ open }) => {
  const { page } = await open('plan');
  await openPlan(page);
  const file = page.getByLabel(fileText);
  await file.fill('title: [\n');
  await expect(page.getByText('The text cannot be read.')).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveCount(0);
  await expect(file).toHaveValue('title: [\n');
});

test('a rehearsal asks who is here, and takes a plan that is saved only', async ({ open }) => {
  const scene = await open('plan', { mode: 'rehearsal' });
  const { page } = scene;
  await openPlan(page);
  const rehearse = page.getByRole('button', { name: 'Rehearse it' });
  await page.getByLabel('Title').fill('Changed');
  await expect(rehearse).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Undo' }).click();
  await rehearse.click();
  await expect(page.getByRole('heading', { name: 'Who is here to rehearse?' })).toBeFocused();
  await page.getByRole('checkbox', { name: 'Keyholder two' }).check();
  await page.getByRole('button', { name: 'Begin the rehearsal' }).press('Enter');
  await expect(page.getByText('Make a practice token for')).toBeVisible();
  expect(await scene.onlyCall('ceremony.rehearse')).toMatchObject({ here: ['keyholder-two'] });
});

test('a signature on the record is asked for in a plan that had no script', async ({ open }) => {
  const { page } = await open('plan', { mode: 'rehearsal' });
  await openPlan(page);
  await page.getByRole('radio', { name: 'Script' }).check();
  await page.getByRole('button', { name: 'Have the record signed' }).click();
  await expect(page.getByText('Nothing is wrong with this plan')).toBeVisible();
  await expect(page.getByLabel(fileText)).toHaveValue(/checkpoints:/);
});

test('what somebody else saved meanwhile is shown, and both texts can go on', async ({ open }) => {
  const scene = await open('plan-changed');
  const { page } = scene;
  await openPlan(page);
  await page.getByLabel('Title').fill('Mine');
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await expect(
    page.getByRole('heading', { name: 'Somebody changed the file while you edited it' }),
  ).toBeFocused();
  await expect(page.getByLabel(fileText)).toHaveValue(/title: Mine/);
  await page.getByRole('button', { name: 'Save mine, and keep theirs aside' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  const calls = await scene.sent('plan.save');
  expect(calls.map(({ value }) => value)).toMatchObject([{ setAside: false }, { setAside: true }]);

  const other = await open('plan-changed');
  await openPlan(other.page);
  await other.page.getByLabel('Title').fill('Mine');
  await other.page.getByRole('button', { name: 'Save the plan' }).click();
  await other.page.getByRole('button', { name: 'Go on with their text' }).click();
  await expect(other.page.getByLabel(fileText)).toHaveValue('title: Theirs\n');
  expect(await other.sent('plan.save')).toHaveLength(1);
});

test('a new plan is saved where the host says, by keyboard alone', async ({ open }) => {
  const scene = await open('plan', { mode: 'rehearsal' });
  const { page } = scene;
  await startPlanning(page);
  await page.getByRole('button', { name: 'Begin a plan' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Plan the ceremony' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'Ceremony' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Title')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(', spring');
  await expect(page.getByLabel('Title')).toBeFocused();
  await page.getByRole('button', { name: 'Save the plan…' }).press('Enter');
  await page.getByRole('button', { name: 'Ceremonies' }).press('Enter');
  await page.getByRole('button', { name: 'Save in Ceremonies' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Open the ceremony' })).toBeVisible();
  expect(await scene.onlyCall('plan.create')).toMatchObject({
    place: 'p-cer',
    name: 'Root signing 1, dress rehearsal, spring',
  });
});

test('a repository is read by its branch, and says what is to be filled in', async ({ open }) => {
  const scene = await open('plan');
  const { page } = scene;
  await importPlan(page);
  expect(await scene.onlyCall('plan.import')).toEqual({ place: 'p-cer', branch: 'main' });
  await expect(page.getByText('Nothing was verified: audit the repository first.')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'People: 1 to correct' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save the plan…' })).toBeVisible();
});

test('changes that are not saved are not lost by going back', async ({ open }) => {
  const { page } = await open('plan');
  await openPlan(page);
  await page.getByLabel('Title').fill('Mine');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('Mine');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: 'Leave without saving' }).click();
  await expect(page.getByRole('heading', { name: 'How does your plan begin?' })).toBeVisible();
});

test('the plan of a ceremony that has begun can be read and printed, not changed', async ({
  open,
}) => {
  const { page } = await open('plan-fixed');
  await openPlan(page);
  await expect(page.getByLabel('Title')).toHaveAttribute('readonly', '');
  await expect(page.getByLabel(fileText)).toHaveAttribute('readonly', '');
  await page.getByRole('radio', { name: 'People' }).check();
  await expect(page.getByRole('button', { name: 'Add a person' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Print the script' }).click();
  await expect(page.getByText('It was read back and is the same.')).toBeVisible();
});
