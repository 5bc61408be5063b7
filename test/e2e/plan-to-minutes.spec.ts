/** A first root, three of five, and the rotation of one keyholder, in the host's window; the plan is made beside it. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parse } from 'yaml';
import { planText, type PlanFields } from '../../src/ceremony/plan.ts';
import { expect, test } from './fixture.ts';
import { recordOf, signaturesIn } from './keyholder/disk.ts';
import { button, choose, heading, pick } from './keyholder/walk.ts';

test.use({ network: 'none' });

const STATION = join(import.meta.dirname, '../../bin/station');
const holders = ['one', 'two', 'three', 'four', 'five'].map((word) => `keyholder-${word}`);

/** The command line on the station's own home, where it keeps the practice tokens. */
function cli(home: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(STATION, words, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: home },
  });
  expect({ words, status, stderr }).toMatchObject({ status: 0 });
  return stdout;
}

/** What a host does in an editor. */
function edit(from: string, to: string, change: (plan: PlanFields) => PlanFields): void {
  writeFileSync(to, planText(change(parse(readFileSync(from, 'utf8')) as PlanFields)));
}

const section = (page: Page, name: string) =>
  page.getByRole('radio', { name, exact: true }).check();

async function openAsHost(page: Page, folder: string): Promise<void> {
  await choose(page, /^Host/);
  await choose(page, /^Rehearsal/);
  await button(page, 'Continue as host').click();
  await choose(page, /^Open a ceremony folder/);
  await button(page, 'Choose the folder…').click();
  await pick(page, ['Home', folder], 'Open');
  await choose(page, /^The host/);
  await button(page, 'I am The host').click();
  await expect(page.getByRole('radio', { name: 'Keys', exact: true })).toBeVisible();
}

async function bringFrom(page: Page, folder: string): Promise<void> {
  await button(page, 'Choose the folder…').click();
  await pick(page, ['Home', folder], 'Read');
  await expect(page.getByRole('heading', { name: `From ${folder}` })).toBeVisible();
}

async function signAndPublish(page: Page, names: readonly string[], version: number) {
  await section(page, 'Run');
  for (const [index, name] of names.entries()) {
    await page
      .getByRole('listitem')
      .filter({ hasText: name })
      .getByRole('button', { name: 'Let Keyholder sign' })
      .click();
    await expect(page.getByText(new RegExp(`^${index + 1} of \\d have signed`))).toBeVisible();
  }
  await button(page, 'Publish the practice root').click();
  await expect(heading(page, `Root version ${version} is published`)).toBeVisible();
}

async function send(page: Page, branch: string): Promise<void> {
  await section(page, 'Publish');
  await page.getByLabel('Branch', { exact: true }).fill(branch);
  await page.getByLabel('Name and address that sign it off').fill('The host <host@example.org>');
  await button(page, 'Send the ceremony to…').click();
  await pick(page, ['Home', 'root.git'], 'Send to');
  await expect(page.getByText('The ceremony to root.git')).toBeVisible();
}

test('from five keys to minutes, and one keyholder rotated', async ({ page, station }) => {
  test.setTimeout(300_000);
  const { home } = station;
  const at = (...names: string[]) => join(home, ...names);

  await test.step('the plan, and a key of each keyholder at a station of their own', () => {
    spawnSync('git', ['init', '-q', '--bare', '-b', 'main', at('root.git')]);
    cli(home, 'plan', 'new', at('first.yaml'));
    edit(at('first.yaml'), at('ceremony.yaml'), (plan) => ({
      ...plan,
      script: { acts: [], checkpoints: [{ after: 'sign', by: ['keyholder-one'] }] },
    }));
    cli(home, 'play', 'begin', at('ceremony.yaml'), at('first'));
    cli(home, 'play', 'key', at('first'), 'host');
    for (const id of holders) {
      mkdirSync(at(id));
      cpSync(at('first', 'ceremony.yaml'), at(id, 'ceremony.yaml'));
      cli(home, 'play', 'key', at(id), id);
    }
  });

  await test.step('the keys come in, each as a card, and the root is staged', async () => {
    await openAsHost(page, 'first');
    await section(page, 'Keys');
    await expect(heading(page, '5 keys are still to come')).toBeVisible();
    await expect(button(page, 'Stage the practice root')).toHaveAttribute('aria-disabled', 'true');
    for (const id of holders) await bringFrom(page, id);
    await expect(heading(page, 'Root version 1 can be staged')).toBeVisible();
    await expect(page.locator('.key-card')).toHaveCount(7);
    await button(page, 'Stage the practice root').click();
    await expect(heading(page, 'Root version 1 is staged')).toBeVisible();
  });

  await test.step('a signature comes back in the folder of another station', async () => {
    mkdirSync(at('copy'));
    cpSync(at('first', 'ceremony.yaml'), at('copy', 'ceremony.yaml'));
    for (const name of ['keys', 'staged'])
      cpSync(at('first', name), at('copy', name), { recursive: true });
    cli(home, 'play', 'sign', at('copy'), 'keyholder-five');
    await bringFrom(page, 'copy');
    await expect(page.getByText(/^Signature of Keyholder five with token/)).toBeVisible();
    await expect(page.getByText('1 in, 3 needed')).toBeVisible();
  });

  await test.step('three more sign, the root is published and sent', async () => {
    await section(page, 'Run');
    for (const [index, word] of ['one', 'two', 'three'].entries()) {
      await page
        .getByRole('listitem')
        .filter({ hasText: `Keyholder ${word}` })
        .getByRole('button', { name: 'Let Keyholder sign' })
        .click();
      await expect(page.getByText(`${index + 2} of 5 have signed`)).toBeVisible();
    }
    await button(page, 'Publish the practice root').click();
    await expect(heading(page, 'Root version 1 is published')).toBeVisible();
    expect(signaturesIn(at('first', 'repository', '1.root.json'))).toBe(4);
    await send(page, 'published');
  });

  await test.step('the record is signed as the script asks, and the minutes are written', async () => {
    await section(page, 'Minutes');
    await expect(heading(page, 'The record is to be signed by Keyholder one')).toBeVisible();
    await button(page, 'Let Keyholder sign').click();
    await expect(heading(page, 'Write the minutes')).toBeVisible();
    await page.getByRole('checkbox', { name: /^PDF/ }).uncheck();
    await choose(page, /^The public edition/);
    await button(page, 'Write the minutes').click();
    await expect(page.getByText('They were read back and are the same.')).toBeVisible();
    const [minutes = ''] = readdirSync(at('first', 'report')).filter((name) =>
      name.endsWith('.html'),
    );
    const html = readFileSync(at('first', 'report', minutes), 'utf8');
    expect(html).toContain('Root version 1 was published.');
    expect(html).not.toContain('Keyholder five');
    expect(recordOf(at('first')).map(({ kind }) => kind)).toContain('checkpoint.signed');
    await button(page, 'Leave').click();
  });

  await test.step('one keyholder leaves, another joins', async () => {
    edit(at('first', 'ceremony.yaml'), at('second.yaml'), (plan) => ({
      ...plan,
      title: 'Root signing 2, dress rehearsal',
      kind: 'rotation',
      script: { acts: [] },
      participants: [
        ...plan.participants,
        { id: 'keyholder-six', name: 'Keyholder six', duties: ['keyholder'], token: 'practice' },
      ],
      tuf: {
        ...plan.tuf,
        rootVersion: 2,
        holders: [...holders.slice(0, 4), 'keyholder-six'],
        roles: {
          ...plan.tuf.roles,
          targets: {
            ...plan.tuf.roles.targets,
            holders: [...holders.slice(0, 4), 'keyholder-six'],
          },
        },
      },
    }));
    cli(home, 'play', 'begin', at('second.yaml'), at('second'));
    for (const name of ['keys', 'repository'])
      cpSync(at('first', name), at('second', name), { recursive: true });
    mkdirSync(at('keyholder-six'));
    cpSync(at('second', 'ceremony.yaml'), at('keyholder-six', 'ceremony.yaml'));
    cli(home, 'play', 'key', at('keyholder-six'), 'keyholder-six');

    await openAsHost(page, 'second');
    await section(page, 'Rotation');
    await expect(heading(page, 'This goes in one version: 2')).toBeVisible();
    await section(page, 'Keys');
    await bringFrom(page, 'keyholder-six');
    await button(page, 'Stage the practice root').click();
    await expect(heading(page, 'Root version 2 is staged')).toBeVisible();
    await signAndPublish(
      page,
      ['Keyholder one', 'Keyholder two', 'Keyholder six', 'Keyholder five'],
      2,
    );
    await send(page, 'published');
    expect(cli(home, 'audit', at('second'))).toMatch(/pass/i);
  });
});
