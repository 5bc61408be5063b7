import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CeremonyFolder } from '../../../../main/ceremonies/ceremony-folder.ts';
import { adoptKey } from '../../../../main/station/adopt-key.ts';
import { stationFolders } from '../../../../main/station/folders.ts';
import { makeKey } from '../../../../main/station/make-key.ts';
import { OpenCeremony } from '../../../../main/station/open-ceremony.ts';
import { rootInUse } from '../../../../main/station/root-at-hand.ts';
import { requireChosenToken, requireKey } from '../../../../main/station/token-at-hand.ts';
import { mayHoldKey } from '../../../../main/station/yubihsm/key-behind-pin.ts';
import { softHsmPaths } from '../../../../main/tokens/known-paths.ts';
import { TokenHosts } from '../../../../main/tokens/token-hosts.ts';
import { toHex } from '../../../../src/encoding/hex.ts';
import { roleSpkis } from '../../../../src/tuf/root.ts';
import { buildModule } from '../../tokens/built-module.ts';
import { keyId, practiceOnly } from '../../tokens/tokens-under-test.ts';
import { freshHome, idle, removeHome, startStation } from '../practice-station.ts';

const pin = 'Quiet7ok';
const wrongPin = '90817263';
const quiet = () => {};
const now = () => new Date().toISOString();
const built = mkdtempSync(join(tmpdir(), 'hiding-'));

let library: string;
/** A practice ceremony as its keyholder leaves the step Token; each test has a copy. */
let begun: string;
let home: string;
let ceremony: OpenCeremony;
let hiding: TokenHosts;

beforeAll(async () => {
  library = buildModule('hiding', built);
  begun = freshHome();
  const station = await startStation(begun);
  await station.handlers['ceremony.startPractice']({ role: 'keyholder' }, idle());
  const { tokens } = await station.handlers['tokens.list'](null, idle());
  await station.handlers['tokens.choose']({ token: tokens[0]?.id ?? '' }, idle());
  await station.close();
});
afterAll(() => {
  removeHome(begun);
  rmSync(built, { recursive: true, force: true });
});
beforeEach(() => {
  home = freshHome();
  cpSync(begun, home, { recursive: true });
});
afterEach(async () => {
  await Promise.all([ceremony.folder.close(), hiding.close()]);
  removeHome(home);
});

type Person = 'priya-raman' | 'amara-okafor';

/** The practice tokens at which this person sits: the own store, or the one of the colleagues. */
async function tokensOf(person: Person, embedded: readonly string[]): Promise<TokenHosts> {
  const { practice, colleagues } = stationFolders({ HOME: home });
  const practiceFolder = person === 'priya-raman' ? practice : colleagues;
  const settingsFolder = join(home, 'settings-of-hiding');
  const places = { ...practiceOnly, embedded };
  return TokenHosts.open({ practiceFolder, settingsFolder, places });
}

/** Opens the ceremony for this person, whose practice tokens hide their keys as a YubiHSM does. */
async function seat(person: Person): Promise<void> {
  const path = join(home, 'Ceremonies', 'Practice root 2 dress rehearsal');
  const folder = await CeremonyFolder.open(path, now());
  ceremony = new OpenCeremony(folder, 'keyholder', person, now);
  hiding = await tokensOf(person, [library]);
}

/** Amara holds a key of the root in use; her token is the one that the plan names. @returns its PIN */
async function seatAmara(): Promise<string> {
  await seat('amara-okafor');
  const { tokens } = await hiding.list();
  const own = tokens.find(({ serial }) => serial !== null && serial === ceremony.you.token);
  if (own?.ref == null) throw new Error('no token of Amara');
  await ceremony.record({
    kind: 'token.chosen',
    data: { serial: own.ref.serial, model: 'YubiHSM', practice: true, planned: true },
  });
  return (await hiding.colleaguePin(own.ref)) ?? '';
}

const choose = () => requireChosenToken(hiding, ceremony);

describe('a YubiHSM that holds a key of the root in use, at a station that never saw it', () => {
  it('is said to hold it perhaps, until the PIN tells', async () => {
    const kept = await seatAmara();
    const token = await choose();
    expect(token).toMatchObject({ model: 'YubiHSM', keys: [] });
    expect(await mayHoldKey(ceremony, token)).toContain('only after its PIN');
    await expect(adoptKey(hiding, ceremony, wrongPin, quiet)).rejects.toMatchObject({
      code: 'pin.wrong',
    });
    expect(ceremony.state.key).toBeNull();
    await adoptKey(hiding, ceremony, kept, quiet);
    const inUse = await rootInUse(ceremony.folder);
    const { key } = ceremony.state;
    expect(key).toMatchObject({ kind: 'key.adopted', data: { origin: 'earlier-ceremony' } });
    expect(inUse === null ? [] : roleSpkis(inUse, 'root')).toContain(key?.data.spki);
    expect(await mayHoldKey(ceremony, await choose())).toBeNull();
  });

  it('can be exported then: the root in use has the public key', async () => {
    const kept = await seatAmara();
    await adoptKey(hiding, ceremony, kept, quiet);
    const spki = ceremony.state.key?.data.spki ?? '';
    const token = await choose();
    expect(requireKey(token, spki)).toMatchObject({ spkiDigest: spki });
    const inUse = await rootInUse(ceremony.folder);
    const listed = [...(inUse?.keys.values() ?? [])].find(
      ({ publicKey }) => publicKey.digest === spki,
    );
    expect(token.keys[0]?.spki).toBe(toHex(listed?.publicKey.spki ?? new Uint8Array()));
  });
});

describe('a YubiHSM without a key to go on with', () => {
  it('is not taken for one: what was found is told, and nothing is recorded', async () => {
    await seat('priya-raman');
    await hiding.setPin((await choose()).ref, pin);
    await expect(adoptKey(hiding, ceremony, pin, quiet)).rejects.toMatchObject({
      code: 'key.none-of-these',
      found: 'no key at all',
      notDone: ['No key was made.', 'Nothing was signed.'],
    });
    const { ref } = await choose();
    const label = 'PRACTICE of another ceremony';
    const other = {
      ref,
      expectedSerial: ref.serial,
      scheme: 'ecdsa-sha2-nistp256',
      label,
      pin,
    } as const;
    await hiding.makeKey({ ...other, id: keyId('1f24') });
    await expect(adoptKey(hiding, ceremony, pin, quiet)).rejects.toMatchObject({
      code: 'key.none-of-these',
      found: 'one other key',
    });
    expect(ceremony.state.key).toBeNull();
  });

  it('has a new one made, and is not looked into while it has no PIN', async () => {
    await seat('priya-raman');
    expect(await mayHoldKey(ceremony, await choose())).toBeNull();
    await makeKey(hiding, ceremony, { pin, repeat: pin }, quiet);
    expect(ceremony.state).toMatchObject({ step: 'evidence', key: { kind: 'key.made' } });
    expect(await mayHoldKey(ceremony, await choose())).toBeNull();
  });
});

describe('a YubiHSM on which the making of a key was cut off', () => {
  it('goes on with that key, which it shows behind its PIN', async () => {
    await seat('priya-raman');
    const token = await choose();
    const { ref } = token;
    await hiding.setPin(ref, pin);
    const scheme = 'ecdsa-sha2-nistp256';
    const label = 'PRACTICE root 2';
    const id = keyId('1f24');
    const intent = { serial: ref.serial, scheme, id, label } as const;
    await ceremony.record({ kind: 'key.intended', data: intent });
    const { key } = await hiding.makeKey({
      ref,
      expectedSerial: ref.serial,
      scheme,
      label,
      pin,
      id,
    });
    expect(await mayHoldKey(ceremony, await choose())).toContain('was cut off');
    await adoptKey(hiding, ceremony, pin, quiet);
    expect(ceremony.state.key).toMatchObject({
      kind: 'key.adopted',
      data: { origin: 'cut-off', id, spki: key.spkiDigest },
    });
  });
});

describe('every other token', () => {
  it('is not asked: it shows its keys without a PIN', async () => {
    await seat('priya-raman');
    const open = await tokensOf('priya-raman', softHsmPaths);
    expect(await mayHoldKey(ceremony, await requireChosenToken(open, ceremony))).toBeNull();
    await open.close();
  });
});
