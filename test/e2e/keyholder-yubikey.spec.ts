import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { TokenHosts } from '../../main/tokens/token-hosts.ts';
import {
  startYubikeyStack,
  type StackKey,
  type YubikeyStack,
} from '../simulators/virtual-yubikey/stack/start.ts';
import { makeHome, removeHome, startInChromium } from './chromium-station.ts';
import { expect, test } from './fixture.ts';
import {
  ceremonyIn,
  deedsOf,
  filesWith,
  recordOf,
  signaturesIn,
  station as cli,
} from './keyholder/disk.ts';
import {
  acceptEvidence,
  button,
  choose,
  enterPin,
  exportKey,
  heading,
  keyWasMade,
  PIN,
  problem,
  review,
  startPractice,
  WRONG_PIN,
} from './keyholder/walk.ts';
import type { RunningStation } from './running-station.ts';

const library = '/usr/lib/x86_64-linux-gnu/libykcs11.so';
const puk = '73916284';

let stack: YubikeyStack;
let home: string;
let running: RunningStation;

test.beforeEach(async () => {
  test.setTimeout(150_000);
  stack = await startYubikeyStack({ keys: [{ serial: 11223344, touch: 'by-hand' }] });
  home = makeHome('me');
  running = await startInChromium({
    kind: 'real',
    person: 'me',
    headed: false,
    network: 'none',
    home,
    environment: stack.environment,
  });
});
test.afterEach(async () => {
  await running?.stop();
  await stack?.close();
  removeHome(home);
});

/** Sets the YubiKey up in another place: this walk is about what comes after. */
async function setUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'set-up-'));
  const hosts = await TokenHosts.open({
    practiceFolder: join(folder, 'practice'),
    settingsFolder: join(folder, 'settings'),
    places: { embedded: [], p11Kit: { configurations: [], modules: [] }, known: [] },
    moduleEnvironment: stack.environment,
  });
  try {
    const module = await hosts.chooseModule(library);
    const { tokens } = await hosts.approveModule(module.id, module.sha256);
    const ref = tokens[0]?.ref;
    if (ref === null || ref === undefined) throw new Error('no YubiKey is listed');
    const { serial } = ref;
    await hosts.yubikeys.setUp({ ref, typedSerial: serial, losesKey: null, pin: PIN, puk });
  } finally {
    await hosts.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rests a finger on the YubiKey once the window says so. */
async function touch(page: Page, key: StackKey): Promise<void> {
  await expect(heading(page, 'Touch your YubiKey now')).toBeVisible();
  await expect(page.getByRole('timer')).toContainText('seconds left');
  await expect.poll(() => key.touch()).toBe(true);
}

async function useYubikey(page: Page): Promise<void> {
  await choose(page, /Practice YubiKey 5/);
  await button(page, /^Use /).click();
}

test('a keyholder makes, proves, exports and uses a key on a YubiKey, and pulls it out on the way', async () => {
  const { page } = running;
  const [key] = stack.keys;
  if (key === undefined) throw new Error('no key');
  await startPractice(page, 'Keyholder');
  const folder = ceremonyIn(home);
  const staged = join(folder, 'staged', 'root.json');

  await test.step('it is seen once its library was approved, and has to be set up', async () => {
    await page.getByText('My token is not in this list').click();
    await button(page, /^Approve libykcs11/).click();
    await useYubikey(page);
    await expect(heading(page, 'Set this YubiKey up first')).toBeVisible();
    await setUp();
    await button(page, /^Go to set up/).click();
    await useYubikey(page);
  });

  await test.step('the key is made by the plan, and proves itself under a finger', async () => {
    await expect(heading(page, 'Enter the PIN, then make your key')).toBeVisible();
    await expect(page.getByText('Three tries left')).toBeVisible();
    await page.getByLabel('PIN', { exact: true }).fill(PIN);
    await button(page, /^Make the key on/).click();
    await touch(page, key);
    await keyWasMade(page);
  });

  await test.step('the evidence is what the YubiKey certifies, and is exported', async () => {
    await expect(heading(page, 'Your key was made on this practice YubiKey')).toBeVisible();
    await expect(page.getByText('Evidence is complete')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Certificate chain' })).toContainText(
      'Keyholder Station Practice Root',
    );
    await acceptEvidence(page);
    await exportKey(page);
    const written = recordOf(folder).find(
      ({ kind, participant }) => kind === 'export.written' && participant === 'priya-raman',
    );
    expect(written?.data['files']).toHaveLength(3);
    await review(page);
  });

  await test.step('it is pulled out and plugged in again before the PIN', async () => {
    await expect(heading(page, 'Enter the PIN of your token')).toBeVisible();
    await expect(page.getByText('Three tries left')).toBeVisible();
    await key.unplug();
    await expect(heading(page, 'Plug in your token')).toBeVisible();
    await key.plug();
  });

  await test.step('a wrong PIN costs a try, which is said before the next', async () => {
    await enterPin(page, WRONG_PIN);
    await expect(problem(page)).toContainText('That was not the PIN');
    await expect(page.getByText('Two tries left')).toBeVisible();
  });

  await test.step('pulled out under the finger nothing is signed', async () => {
    await enterPin(page, PIN);
    await expect(heading(page, 'Touch your YubiKey now')).toBeVisible();
    await key.unplug();
    await expect(problem(page)).toContainText('The token is gone, or was for a moment');
    expect(signaturesIn(staged)).toBe(2);
    await key.plug();
  });

  await test.step('PIN and touch: the signature is checked twice and written', async () => {
    await enterPin(page, PIN);
    await touch(page, key);
    await expect(heading(page, 'Your signature is on root version 2')).toBeVisible();
    expect(signaturesIn(staged)).toBe(3);
  });

  expect(cli('transcript', 'verify', folder)).toMatchObject({ status: 0 });
  expect(deedsOf(folder, 'priya-raman').slice(-2)).toEqual([
    'signature.intended',
    'signature.added',
  ]);
  for (const pin of [PIN, WRONG_PIN, puk]) expect(filesWith(home, pin)).toEqual([]);
});
