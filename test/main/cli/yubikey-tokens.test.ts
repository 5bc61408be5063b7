import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOnStand, type OpenYubikeys } from '../../../main/cli/virtual-yubikeys/open.ts';
import { TokenHosts } from '../../../main/tokens/token-hosts.ts';
import type { MakeKeyRequest } from '../../../main/tokens/token.ts';
import { Host } from '../../simulators/virtual-yubikey/host.ts';
import {
  startYubikeyStack,
  type YubikeyStack,
} from '../../simulators/virtual-yubikey/stack/start.ts';
import { VirtualYubikey } from '../../simulators/virtual-yubikey/virtual-yubikey.ts';

const serial = 44556677;
/** Devices that lie: what they did stays with them. */
const liars = [44556678, 44556679] as const;
const home = mkdtempSync(join(tmpdir(), 'yubikey-tokens-'));
let stack: YubikeyStack;
let yubikeys: OpenYubikeys;

beforeAll(async () => {
  const all = [serial, ...liars];
  stack = await startYubikeyStack({ keys: all.map((one) => ({ serial: one })) });
  const practice = await TokenHosts.open({
    practiceFolder: join(home, 'practice'),
    settingsFolder: join(home, 'settings'),
    places: { p11Kit: { configurations: [], modules: [] }, known: [] },
  });
  yubikeys = await openOnStand(practice, {
    environment: { ...stack.environment },
    keys: all.map((one, index) => ({ serial: one, reader: stack.readerName(index) })),
    close: () => stack.close(),
  });
}, 120_000);
afterAll(async () => {
  await yubikeys?.tokens.close();
  await yubikeys?.close();
  rmSync(home, { recursive: true, force: true });
});

/** What another genuine virtual device says of a key of its own, with or without this device's serial. */
async function attestationOfAnother(other: number): Promise<string> {
  const host = new Host(await VirtualYubikey.make({ serial: other }));
  await host.select();
  await host.proveManagementKey();
  await host.generate(0x9c, 0x11, 3, 2);
  return `${(await host.send(0xf9, 0x9c)).data.toString('hex')}9000`;
}

async function request(of: number = serial): Promise<MakeKeyRequest> {
  const { tokens } = await yubikeys.tokens.list();
  const token = tokens.find((one) => one.serial === String(of));
  if (token?.ref == null) throw new Error('the virtual YubiKey is not there');
  const id = yubikeys.tokens.keyIdOn(token.ref);
  if (id === null) throw new Error('no slot');
  return {
    ref: token.ref,
    expectedSerial: String(of),
    scheme: 'ecdsa-sha2-nistp256',
    pin: null,
    label: 'PRACTICE',
    id,
  };
}

describe('a virtual YubiKey in a rehearsal', () => {
  it.each([
    ['another device', liars[0], 99887766],
    ["another device with this one's serial", liars[1], liars[1]],
  ])('that shows the attestation of %s makes no key that counts', async (_, liar, other) => {
    const asked = await request(liar);
    const response = await attestationOfAnother(other);
    const device = stack.keys.find((one) => one.serial === liar);
    // Whoever asks it for an attestation gets this one, the library too.
    await device?.fault({ kind: 'answer', instruction: 0xf9, response, times: 10_000 });
    await expect(yubikeys.tokens.makeKey(asked)).rejects.toMatchObject({ code: 'module.lies' });
    expect(await yubikeys.tokens.evidenceOf(asked.ref)).toBeNull();
  });

  it('makes a key that counts when it tells the truth, behind a PIN of its own', async () => {
    const asked = await request();
    const made = await yubikeys.tokens.makeKey(asked);
    expect(await yubikeys.tokens.evidenceOf(asked.ref)).not.toBeNull();
    const pin = await yubikeys.tokens.colleaguePin(asked.ref);
    expect(pin).toMatch(/^\d{8}$/);
    const { scheme } = asked;
    const answer = await yubikeys.tokens.challenge({ key: made.key, scheme, pin });
    expect(answer.signature.length).toBeGreaterThan(60);
    const log = (await stack.keys[0]?.log())?.join('') ?? '';
    expect(log).not.toContain(Buffer.from(pin ?? '').toString('hex'));
  });

  it('locks its PIN for real when a rehearsal asks for that, and the PUK unlocks it', async () => {
    const { tokens } = yubikeys;
    const { ref, scheme, id } = await request();
    const shown = (await tokens.list()).tokens.find((one) => one.serial === String(serial));
    const digest = shown?.keys.find((key) => key.id === id)?.spkiDigest;
    if (digest == null) throw new Error('no key was made');
    const key = { ...ref, id, spkiDigest: digest };
    const before = await tokens.colleaguePin(ref);
    expect(await tokens.lockPin(ref)).toBe(true);
    await expect(tokens.challenge({ key, scheme, pin: before })).rejects.toMatchObject({
      code: 'pin.locked',
    });
    expect(await tokens.unlockPin(ref)).toBe(true);
    const pin = await tokens.colleaguePin(ref);
    expect(pin).not.toBe(before);
    const answer = await tokens.challenge({ key, scheme, pin });
    expect(answer.signature.length).toBeGreaterThan(60);
  });

  it('is not pulled out by a program, and practice tokens never lock', async () => {
    const { tokens } = yubikeys;
    const { ref } = await request();
    expect([await tokens.pull(ref), await tokens.plug(ref)]).toEqual([false, false]);
    const practice = await tokens.createColleague('Mei Tanaka');
    expect([await tokens.lockPin(practice), await tokens.unlockPin(practice)]).toEqual([
      false,
      false,
    ]);
    const isListed = async () =>
      (await tokens.list()).tokens.some((one) => one.serial === practice.serial);
    expect(await isListed()).toBe(true);
    expect(await tokens.pull(practice)).toBe(true);
    expect(await isListed()).toBe(false);
    expect(await tokens.plug(practice)).toBe(true);
    expect(await isListed()).toBe(true);
  });
});
