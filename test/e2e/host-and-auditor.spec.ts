import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import {
  bringSigstore,
  ceremonyIn,
  deedsOf,
  signaturesIn,
  station as cli,
} from './keyholder/disk.ts';
import { asOf, tourOfAudit, tourOfHost, tourOfKeyholder } from './keyholder/tour.ts';
import { button, choose, heading, pick } from './keyholder/walk.ts';
import { commandOf, treeOf } from './processes.ts';

test.use({ network: 'none' });

const noPause = async (): Promise<void> => {};

interface Report {
  readonly verdict: string;
  readonly roots: readonly object[];
  readonly findings: readonly { severity: string }[];
}

test('the host publishes what the keyholder signed, and an auditor passes it @window', async ({
  page,
  station,
}) => {
  test.setTimeout(180_000);
  const folder = ceremonyIn(station.home);
  await tourOfKeyholder(page, noPause);
  await tourOfHost(page, noPause);
  expect(signaturesIn(join(folder, 'repository', '2.root.json'))).toBe(4);
  expect(deedsOf(folder, 'tomas-varga')).toContain('root.published');
  expect(readFileSync(join(folder, 'repository', 'root.json'))).toEqual(
    readFileSync(join(folder, 'repository', '2.root.json')),
  );

  await choose(page, /^Auditor/);
  await button(page, 'Continue as auditor').click();
  await button(page, 'Add a folder').click();
  await pick(page, ['Ceremonies', 'Practice root 2 dress rehearsal'], 'Add');
  await button(page, 'Check these files').click();
  await expect(heading(page, /^Pass, as of/)).toBeVisible();
  await expect(page.getByText('0 errors')).toBeVisible();
  await button(page, 'Save the report').click();
  await pick(page, ['Home'], 'Save in');
  await expect(page.getByText('report.json', { exact: false }).first()).toBeVisible();
  const report = JSON.parse(readFileSync(join(station.home, 'report.json'), 'utf8')) as Report;
  expect(report.verdict).toBe('pass');
  expect(report.roots).toHaveLength(2);
  expect(existsSync(join(station.home, 'report.txt'))).toBe(true);
  expect(cli('audit', folder).status).toBe(0);
});

test('an auditor replays Sigstore’s roots 1 to 9, alone and with their evidence', async ({
  page,
  station,
}) => {
  test.setTimeout(180_000);
  const sigstore = bringSigstore(station.home);
  await test.step('the whole folder: every key has evidence', async () => {
    await tourOfAudit(page, sigstore, noPause);
    await expect(page.getByText('Nine roots, each signed by enough keyholders')).toBeVisible();
    await expect(page.getByText('All 6 keys have evidence.')).toBeVisible();
    await expect(page.getByText(/^All six devices run/)).toBeVisible();
    await expect(page.getByText('0 errors')).toBeVisible();
  });

  await test.step('the roots alone: the same verdict, and no evidence', async () => {
    await button(page, 'Other files').click();
    await button(page, `Take out ${sigstore.at(-1)}`).click();
    await button(page, 'Add a folder').click();
    await pick(page, [...sigstore, 'root_history'], 'Add');
    await button(page, 'Check these files').click();
    await expect(heading(page, /^Fail, as of/)).toBeVisible();
    await button(page, 'Change date').click();
    await asOf(page, '2024-03-20');
    await expect(heading(page, 'Pass, as of 20 March 2024')).toBeVisible();
    await expect(page.getByText('9 files read. None of 6 keys has evidence.')).toBeVisible();
    for (const version of ['1', '2', '3', '4', '5', '6', '7', '8', '9'])
      await expect(
        page.getByRole('columnheader', { name: new RegExp(`^(Version )?${version}\\b`) }),
      ).toBeVisible();
  });

  await test.step('it can be gone on with from the first screen', async () => {
    await button(page, 'Other files').click();
    await button(page, 'Back').click();
    await button(page, /^Roots 1 to 9/)
      .first()
      .click();
    await expect(heading(page, 'Pass, as of 20 March 2024')).toBeVisible();
  });

  await test.step('its process ends midway: an error with its next step, and another try', async () => {
    await button(page, 'Change date').click();
    await asOf(page, '2024-03-21');
    await expect
      .poll(() => endAudits(station.process.pid ?? 0), { timeout: 30_000, intervals: [20] })
      .toBeGreaterThan(0);
    await expect(page.getByText('The audit ended before its verdict')).toBeVisible();
    await expect(page.getByText(/^Start it again\./)).toBeVisible();
    await expect(heading(page, 'Pass, as of 21 March 2024')).toHaveCount(0);
    await button(page, 'Change date').click();
    await asOf(page, '2024-03-21');
    await expect(heading(page, 'Pass, as of 21 March 2024')).toBeVisible();
  });
});

/** Ends the processes that audit for this station. @returns how many there were */
function endAudits(station: number): number {
  const audits = treeOf(station).filter((pid) =>
    commandOf(pid).some((word) => word.endsWith('main/audit/child/child.ts')),
  );
  for (const pid of audits) process.kill(pid, 'SIGKILL');
  return audits.length;
}
