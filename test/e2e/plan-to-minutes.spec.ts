/** What a new host does, in the window alone: plan, rehearse with trouble, run with five tokens, publish, write up, rotate. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { clientOpinion } from '../../main/opinion/client.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import { expect, test } from './fixture.ts';
import { recordOf, signaturesIn } from './keyholder/disk.ts';
import {
  asHost,
  closeAct,
  letSign,
  part,
  rehearse,
  send,
  settle,
  sitDown,
} from './keyholder/host-walk.ts';
import {
  acceptEvidence,
  askForKey,
  button,
  choose,
  enterPin,
  exportKey,
  heading,
  keyWasMade,
  pick,
  PIN,
  pressDisc,
  problem,
  review,
} from './keyholder/walk.ts';

test.use({ network: 'none' });

const first = 'Rehearsal Root signing 1 dress rehearsal';
const run = `${first} 2`;
const second = 'Rehearsal Root signing 2 dress rehearsal';

const git = (home: string, ...words: string[]) =>
  execFileSync('git', words, { cwd: home, encoding: 'utf8', env: { PATH: process.env['PATH'] } });

/** Steps 1 to 4 of a keyholder, on a practice token that is made for it. */
async function makeKey(page: Page): Promise<void> {
  await page.getByText('My token is not in this list').click();
  await button(page, 'Make a practice token').click();
  await button(page, /^Use /).click();
  await askForKey(page, PIN);
  await keyWasMade(page);
  await acceptEvidence(page);
  await exportKey(page);
  await button(page, 'Leave').click();
}

/** Steps 5 to 7. */
async function sign(page: Page, version: number): Promise<void> {
  await review(page);
  await enterPin(page, PIN);
  await pressDisc(page);
  await expect(heading(page, `Your signature is on root version ${version}`)).toBeVisible();
  await button(page, 'Leave').click();
}

/** Every commit of the published branch, oldest first, as the metadata of its repository. */
function publishedStates(home: string): ReadonlyMap<string, Uint8Array>[] {
  const at = (commit: string, path: string) =>
    execFileSync('git', ['show', `${commit}:repository/${path}`], { cwd: join(home, 'root.git') });
  const bare = join(home, 'root.git');
  const commits = git(bare, 'rev-list', '--reverse', 'published').trim().split('\n');
  return commits.map((commit) => {
    const names = git(bare, 'ls-tree', '--name-only', `${commit}:repository`).trim().split('\n');
    return new Map(
      names.filter((name) => name.endsWith('.json')).map((name) => [name, at(commit, name)]),
    );
  });
}

test('a new host plans, rehearses with trouble, runs, publishes, and rotates one keyholder', async ({
  page,
  station,
}) => {
  test.setTimeout(180_000);
  page.setDefaultTimeout(10_000);
  const { home } = station;
  const ceremony = (...names: string[]) => join(home, 'Ceremonies', ...names);
  git(home, 'init', '-q', '--bare', '-b', 'main', 'root.git');
  mkdirSync(join(home, 'Plans'));

  await test.step('the plan is made with the forms', async () => {
    await asHost(page);
    await choose(page, /^Plan a ceremony/);
    await button(page, 'Plan a ceremony').click();
    await button(page, 'Begin a plan').click();
    await expect(page.getByText('Nothing is wrong with this plan')).toBeVisible();
    await page.getByRole('radio', { name: 'Script' }).check();
    await button(page, 'Have the record signed').click();
    await expect(page.getByText('Nothing is wrong with this plan')).toBeVisible();
    await button(page, 'Save the plan…').click();
    await pick(page, ['Home', 'Plans'], 'Save in');
    await expect(button(page, 'Open the ceremony')).toBeVisible();
  });

  await test.step('it is rehearsed act by act, and a file and a keyholder make trouble', async () => {
    await rehearse(page, []);
    await button(page, 'Begin the script').click();
    for (const name of ['A corrupt file', 'An absent keyholder']) {
      const trouble = page.getByRole('checkbox', { name });
      await expect(trouble).not.toHaveAttribute('aria-disabled');
      await trouble.click();
      await expect(trouble).toBeChecked();
    }
    await expect(page.getByText('Chosen: it happens at the next act for it.')).toHaveCount(2);
    await closeAct(page, 1);
    const now = new Date().toISOString().slice(11, 19);
    await page.getByLabel('Time in UTC, as 14:05:00').fill(now);
    await button(page, 'Record this time').click();
    await page.getByLabel('Initials').fill('TW');
    await button(page, 'Confirm this time').click();
    await closeAct(page, 2);
    await closeAct(page, 3);
    for (let number = 4; number <= 9; number++) {
      await button(page, /^Let .* make a key$/).click();
      await closeAct(page, number);
    }
    await button(page, 'Stage the practice root').click();
    await expect(problem(page)).toBeVisible();
    await settle(page, 'A key file was damaged.');
    await button(page, 'Stage the practice root').click();
    await closeAct(page, 10);
    await closeAct(page, 11);
    const one = page.getByRole('listitem').filter({ hasText: 'Keyholder one' });
    await one.getByRole('button', { name: 'Let Keyholder sign' }).click();
    await expect(problem(page)).toContainText('Keyholder one is not here');
    await settle(page, 'Keyholder one did not come.');
    for (const word of ['two', 'three', 'four']) await letSign(page, `Keyholder ${word}`);
    await button(page, 'Leave').click();
    const troubles = recordOf(ceremony(first)).filter(({ kind }) => kind === 'trouble.happened');
    expect(troubles.map(({ data }) => data['trouble'])).toEqual([
      'corrupt-file',
      'absent-keyholder',
    ]);
  });

  await test.step('it is run: two keyholders at the station, three whom it plays', async () => {
    await asHost(page);
    await choose(page, /^Plan a ceremony/);
    await button(page, 'Plan a ceremony').click();
    await choose(page, /^Go on with a plan/);
    await button(page, 'Choose the folder…').click();
    await pick(page, ['Home', 'Plans', 'Root signing 1 dress rehearsal'], 'Open');
    await rehearse(page, ['Keyholder one', 'Keyholder two']);
    for (const name of ['The host', 'Keyholder three', 'Keyholder four', 'Keyholder five']) {
      const make = button(page, `Let ${name} make a key`);
      await make.click();
      await expect(make).toBeHidden();
    }
    await button(page, 'Leave').click();
    for (const name of ['Keyholder one', 'Keyholder two']) {
      await sitDown(page, 'Keyholder', run, name);
      await makeKey(page);
    }
    await sitDown(page, 'Host', run, 'The host');
    await button(page, 'Stage the practice root').click();
    for (const word of ['three', 'four', 'five']) await letSign(page, `Keyholder ${word}`);
    await button(page, 'Leave').click();
    for (const name of ['Keyholder one', 'Keyholder two']) {
      await sitDown(page, 'Keyholder', run, name);
      await sign(page, 1);
    }
    await sitDown(page, 'Host', run, 'The host');
    await button(page, 'Publish the practice root').click();
    await expect(heading(page, 'Root version 1 is published')).toBeVisible();
    expect(signaturesIn(ceremony(run, 'repository', '1.root.json'))).toBe(5);
  });

  await test.step('it is sent, its record signed, and the minutes are written', async () => {
    await button(page, 'Go to Publish').click();
    await send(page, 'root.git');
    await part(page, 'Minutes');
    await expect(heading(page, 'The record is to be signed by Keyholder one')).toBeVisible();
    await button(page, 'Let Keyholder sign').click();
    await page.getByLabel('PIN of Keyholder’s token').fill(PIN);
    await button(page, 'Sign the record').click();
    await expect(heading(page, 'Write the minutes')).toBeVisible();
    await page.getByRole('checkbox', { name: /^PDF/ }).uncheck();
    await button(page, 'Write the minutes').click();
    await expect(page.getByText('They were read back and are the same.')).toBeVisible();
    const [minutes = ''] = readdirSync(ceremony(run, 'report')).filter((name) =>
      name.endsWith('.html'),
    );
    const html = readFileSync(ceremony(run, 'report', minutes), 'utf8');
    for (const words of ['Root version 1 was published.', 'Keyholder five', 'How to verify'])
      expect(html).toContain(words);
    expect(recordOf(ceremony(run)).map(({ kind }) => kind)).toContain('checkpoint.signed');
  });

  await test.step('the next root is planned from this one: one keyholder leaves, one joins', async () => {
    await part(page, 'Run');
    await button(page, 'Plan the next root').click();
    await expect(page.getByText('Nothing is wrong with this plan')).toBeVisible();
    await page.getByRole('radio', { name: 'People' }).check();
    await button(page, 'Add a person').click();
    const joiner = page.getByRole('listitem').filter({ hasText: 'Person 1' });
    await joiner.getByRole('checkbox', { name: 'Keyholder' }).check();
    await joiner.getByRole('checkbox', { name: 'Witness' }).uncheck();
    await joiner.getByLabel('Serial of the token', { exact: true }).fill('practice');
    await joiner.getByLabel('Name', { exact: true }).fill('Keyholder six');
    await page.getByRole('radio', { name: /^Roles/ }).check();
    for (const role of ['Root', 'Targets']) {
      const keys = page.getByRole('group', { name: `Whose keys ${role} has` });
      await keys.getByRole('checkbox', { name: 'Keyholder one' }).uncheck();
      await keys.getByRole('checkbox', { name: 'Keyholder six' }).check();
    }
    await button(page, 'Save the plan').click();
    await button(page, 'Open the ceremony').click();
    await choose(page, /^The host/);
    await button(page, 'I am The host').click();
    await part(page, 'Rotation');
    await expect(heading(page, 'This goes in one version: 2')).toBeVisible();
    await button(page, 'Leave').click();
    await sitDown(page, 'Keyholder', second, 'Keyholder six');
    await makeKey(page);
    await sitDown(page, 'Host', second, 'The host');
    await button(page, 'Stage the practice root').click();
    for (const word of ['three', 'four', 'five']) await letSign(page, `Keyholder ${word}`);
    await button(page, 'Leave').click();
    await sitDown(page, 'Keyholder', second, 'Keyholder six');
    await sign(page, 2);
    await sitDown(page, 'Host', second, 'The host');
    await button(page, 'Publish the practice root').click();
    await expect(heading(page, 'Root version 2 is published')).toBeVisible();
    await button(page, 'Go to Publish').click();
    await send(page, 'root.git');
  });

  await test.step('tuf-js accepts every published state, from version 1', async () => {
    const states = publishedStates(home);
    expect(states).toHaveLength(2);
    const trustedRoot = states[0]?.get('1.root.json') ?? new Uint8Array();
    for (const [index, files] of states.entries()) {
      const asOf = parseInstant(new Date().toISOString());
      const answer = await clientOpinion({ trustedRoot, files, asOf });
      expect(answer).toMatchObject({ stopped: null, trustedVersion: index + 1 });
    }
  });
});
