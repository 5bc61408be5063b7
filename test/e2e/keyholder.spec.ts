import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromUtf8 } from '../../src/encoding/utf8.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { expect, test } from './fixture.ts';
import {
  ceremonyIn,
  deedsOf,
  filesBelow,
  filesWith,
  recordOf,
  serialIn,
  signaturesIn,
  station as cli,
} from './keyholder/disk.ts';
import {
  acceptEvidence,
  askForKey,
  button,
  enterPin,
  exportKey,
  heading,
  keyWasMade,
  pick,
  PIN,
  pressDisc,
  problem,
  review,
  startPractice,
  useToken,
  WRONG_PIN,
} from './keyholder/walk.ts';

test.use({ network: 'none' });

test('a newcomer makes a key, reviews and signs a practice root, and carries it away @window', async ({
  page,
  station,
}) => {
  test.setTimeout(120_000);
  const { home } = station;
  expect(readdirSync(home).filter((name) => name === 'Ceremonies')).toEqual([]);
  await expect(page.getByText('Offline, no way out found')).toBeVisible();
  await startPractice(page, 'Keyholder');
  const folder = ceremonyIn(home);
  await useToken(page);
  const serial = serialIn(folder);

  await test.step('weak and differing PINs are refused, and nothing is made', async () => {
    await expect(heading(page, 'Choose a PIN, then make your key')).toBeVisible();
    for (const weak of ['123456', '12345678', '777777', 'abc', serial.slice(0, 8)]) {
      await askForKey(page, weak);
      await expect(problem(page)).toContainText('This PIN is too easy to guess');
      await expect(problem(page)).toContainText('No key was made');
    }
    await askForKey(page, PIN, WRONG_PIN);
    await expect(problem(page)).toContainText('The two PINs are not the same');
    expect(deedsOf(folder, 'priya-raman')).toEqual(['participant.present', 'token.chosen']);
  });

  await test.step('the key is made on the token', async () => {
    await askForKey(page, PIN);
    await keyWasMade(page);
    const made = recordOf(folder).find(({ kind }) => kind === 'key.made');
    expect(made?.data).toMatchObject({ serial, onDevice: true, extractable: false });
  });

  await test.step('the evidence says that there is none', async () => {
    await expect(page.getByText('No attestation', { exact: true })).toBeVisible();
    await acceptEvidence(page);
  });

  await test.step('the key is exported, read back and read aloud', async () => {
    await exportKey(page);
    const pem = readFileSync(join(folder, 'keys', serial, `${serial}_pubkey.pem`), 'utf8');
    expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----\n[\s\S]+\n-----END PUBLIC KEY-----\n$/);
    const aloud = recordOf(folder).find(({ kind }) => kind === 'export.confirmed');
    expect(aloud?.data['rows']).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  const staged = join(folder, 'staged', 'root.json');
  await test.step('the review shows what changes, side by side, and the exact bytes', async () => {
    await expect(heading(page, /^Version 2 .*replaces one keyholder/)).toBeVisible();
    await expect(page.getByRole('heading', { name: /^Priya Raman.* joins/ })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Ingrid Solheim leaves' })).toBeVisible();
    await expect(page.getByText('none left unexplained')).toBeVisible();
    await page.getByRole('radio', { name: 'Side by side' }).click();
    await expect(page.getByRole('row', { name: /version.* 1 .*2/ })).toBeVisible();
    await page.getByRole('radio', { name: 'Raw bytes' }).click();
    const raw = await page.getByRole('region', { name: 'The exact bytes, as text' }).textContent();
    const { signedBytes } = parseMetadata(readFileSync(staged), 'staged/root.json');
    expect(raw).toBe(fromUtf8(signedBytes));
    await page.getByRole('radio', { name: 'In words' }).click();
    await expect(button(page, 'I have read it, go on to sign')).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await review(page);
  });

  await test.step('a wrong PIN, then Esc while the token waits: nothing is signed', async () => {
    await enterPin(page, WRONG_PIN);
    await expect(problem(page)).toContainText('That was not the PIN');
    await expect(problem(page)).toContainText('Nothing was signed');
    await enterPin(page, PIN);
    await expect(page.getByRole('timer')).toContainText('seconds left');
    await page.keyboard.press('Escape');
    await expect(problem(page)).toContainText('You cancelled before the touch');
    await expect(problem(page)).toContainText('No PIN try was lost');
    expect(signaturesIn(staged)).toBe(2);
  });

  await test.step('PIN and touch: the signature is checked twice and written', async () => {
    await enterPin(page, PIN);
    await pressDisc(page);
    await expect(heading(page, 'Your signature is on root version 2')).toBeVisible();
    await expect(page.getByText('Signed, verified twice, written')).toBeVisible();
    await expect(page.getByText('3 in, enough')).toBeVisible();
    await expect(page.getByText('2 in, 3 needed')).toBeVisible();
    expect(signaturesIn(staged)).toBe(3);
  });

  await test.step('the bundle goes to a folder, and is read back', async () => {
    await button(page, 'Put the bundle on a stick').click();
    await pick(page, ['Home'], 'Write to');
    await expect(page.getByText('was written, read back and compared')).toBeVisible();
    const bundle = join(home, 'priya-raman-2.ceremony');
    expect(existsSync(bundle)).toBe(true);
    expect(filesBelow(bundle).map(({ path }) => path.slice(bundle.length + 1))).toContain(
      'staged/root.json',
    );
  });

  const verified = cli('transcript', 'verify', folder);
  expect(verified.out).toContain('The record proves itself');
  expect(verified.status).toBe(0);
  expect(deedsOf(folder, 'priya-raman')).toEqual(WHOLE_PATH);
  for (const pin of [PIN, WRONG_PIN]) expect(filesWith(home, pin)).toEqual([]);
  expect([...station.said, ...station.logged].join('\n')).not.toContain(PIN);
});

const WHOLE_PATH = [
  'participant.present',
  'token.chosen',
  'pin.set',
  'key.intended',
  'key.made',
  'evidence.accepted',
  'export.written',
  'export.confirmed',
  'review.confirmed',
  // The wrong PIN, then Esc during the touch, then the signature.
  'signature.intended',
  'act.stopped',
  'signature.intended',
  'act.stopped',
  'signature.intended',
  'signature.added',
  'bundle.written',
];
