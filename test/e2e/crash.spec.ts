import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { makeHome, removeHome, startInChromium } from './chromium-station.ts';
import { expect, test } from './fixture.ts';
import { ceremonyIn, recordOf, serialIn, signaturesIn, station as cli } from './keyholder/disk.ts';
import {
  acceptEvidence,
  button,
  enterPin,
  exportKey,
  heading,
  keyWasMade,
  PIN,
  pressDisc,
  review,
  startPractice,
  useToken,
} from './keyholder/walk.ts';
import type { RunningStation } from './running-station.ts';

let home: string;
let running: RunningStation | null = null;

test.beforeEach(() => {
  home = makeHome('me');
});
test.afterEach(async () => {
  await running?.stop();
  running = null;
  removeHome(home);
});

async function start(headed: boolean): Promise<Page> {
  running = await startInChromium({ kind: 'real', person: 'me', headed, network: 'none', home });
  return running.page;
}

/** The machine loses its power, as far as the program can tell. */
async function crash(): Promise<void> {
  running?.process.kill('SIGKILL');
  await running?.over;
  running = null;
}

/** Starts again in the same home, and goes on from the list on the first screen. */
async function goOn(headed: boolean): Promise<Page> {
  const page = await start(headed);
  await button(page, /^Practice root 2, dress rehearsal/).click();
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible();
  return page;
}

function expectWhole(folder: string): void {
  expect(cli('transcript', 'verify', folder)).toMatchObject({ status: 0 });
}

/** What the key step may show after it was cut off: it asks for a PIN, or has a key, or is behind the person. */
async function keyStepAsks(page: Page): Promise<boolean> {
  const done = heading(page, /^(Your key is on the token|Your key was made)/);
  await expect(page.locator('input[type=password]').first().or(done)).toBeVisible();
  return !(await done.isVisible());
}

/** Types the PIN wherever it is asked for, and lets the token act. */
async function act(page: Page): Promise<void> {
  for (const field of await page.locator('input[type=password]').all()) await field.fill(PIN);
  await page.locator('footer.actions .btn-primary').click({ noWaitAfter: true });
}

test('kill -9 at any moment of the key step: it opens again there, with one key', async ({
  headed,
}) => {
  test.setTimeout(240_000);
  const folder = ceremonyIn(home);
  let page = await start(headed);
  await startPractice(page, 'Keyholder');
  await useToken(page);
  await expect(heading(page, 'Choose a PIN, then make your key')).toBeVisible();
  await crash();

  for (const wait of [0, 80, 250]) {
    page = await goOn(headed);
    expectWhole(folder);
    if (await keyStepAsks(page)) await act(page);
    await pause(wait);
    await crash();
    expectWhole(folder);
  }

  page = await goOn(headed);
  if (await keyStepAsks(page)) await act(page);
  await expect(heading(page, /^(Your key is on the token|Your key was made)/)).toBeVisible();
  if (await heading(page, 'Your key is on the token').isVisible()) await keyWasMade(page);
  await acceptEvidence(page);
  await exportKey(page);
  const keys = recordOf(folder).filter(
    ({ kind, participant }) =>
      participant === 'priya-raman' && (kind === 'key.made' || kind === 'key.adopted'),
  );
  expect(keys).toHaveLength(1);
  expect(readdirSync(join(folder, 'keys'))).toContain(serialIn(folder));
  expect(readdirSync(home).filter((name) => name.startsWith('station-page-'))).toHaveLength(1);
});

test('kill -9 while the token waits, and just after the touch: nothing is lost or signed twice', async ({
  headed,
}) => {
  test.setTimeout(240_000);
  const folder = ceremonyIn(home);
  const staged = join(folder, 'staged', 'root.json');
  let page = await start(headed);
  await startPractice(page, 'Keyholder');
  await useToken(page);
  await keyStepAsks(page);
  await act(page);
  await keyWasMade(page);
  await acceptEvidence(page);
  await exportKey(page);
  await review(page);
  await enterPin(page, PIN);
  await expect(page.getByRole('timer')).toBeVisible();
  await crash();
  expect(signaturesIn(staged)).toBe(2);
  expectWhole(folder);

  const done = () => heading(page, 'Your signature is on root version 2');
  const asks = async (): Promise<boolean> => {
    await expect(heading(page, 'Enter the PIN of your token').or(done())).toBeVisible();
    return !(await done().isVisible());
  };
  for (const wait of [0, 80]) {
    page = await goOn(headed);
    if (await asks()) {
      await enterPin(page, PIN);
      await expect(page.getByRole('timer')).toBeVisible();
      await button(page, 'Press the gold disc of the practice token').click({ noWaitAfter: true });
      await pause(wait);
    }
    await crash();
    expectWhole(folder);
  }

  page = await goOn(headed);
  if (await asks()) {
    await enterPin(page, PIN);
    await pressDisc(page);
  }
  await expect(done()).toBeVisible();
  expect(signaturesIn(staged)).toBe(3);
  const added = recordOf(folder).filter(
    ({ kind, participant }) => kind === 'signature.added' && participant === 'priya-raman',
  );
  expect(added).toHaveLength(1);
  expectWhole(folder);
});
