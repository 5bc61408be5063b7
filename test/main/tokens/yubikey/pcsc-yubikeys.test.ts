import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { verifyPivAttestation } from '../../../../src/attestation/piv-attestation.ts';
import { deviceRootOf } from '../../../../main/tokens/device-root.ts';
import { SmartCardService } from '../../../../main/tokens/smart-card/card.ts';
import type { TokenHosts } from '../../../../main/tokens/token-hosts.ts';
import type { PresentToken, TokenRef } from '../../../../main/tokens/token.ts';
import {
  startYubikeyStack,
  type YubikeyStack,
} from '../../../simulators/virtual-yubikey/stack/start.ts';
import { digest, keyId, openTokens, practiceOnly, rejection } from '../tokens-under-test.ts';

const module = '/usr/lib/x86_64-linux-gnu/libykcs11.so';
const pin = '48261937';
const puk = '73916284';
const other = '59162738';

let stack: YubikeyStack;
beforeAll(async () => {
  stack = await startYubikeyStack({
    keys: [
      { serial: 11111111, firmware: '5.4.3' },
      { serial: 22222222, firmware: '5.4.3' },
      { serial: 33333333, firmware: '4.4.5', plugged: false },
      { serial: 44444444, firmware: '5.7.1', plugged: false },
    ],
    readers: 2,
  });
}, 90_000);
afterAll(async () => stack?.close());

async function station(): Promise<TokenHosts> {
  const hosts = await openTokens({
    places: { ...practiceOnly, embedded: [] },
    moduleEnvironment: stack.environment,
  });
  const file = await hosts.chooseModule(module);
  await hosts.approveModule(file.id, file.sha256);
  return hosts;
}

async function token(hosts: TokenHosts, serial: string): Promise<PresentToken & { ref: TokenRef }> {
  const found = (await hosts.list()).tokens.find((each) => each.serial === serial);
  if (found?.ref == null) throw new Error(`${serial} is not listed`);
  return { ...found, ref: found.ref };
}

/** pcscd powers a card a moment before it tells anybody that there is one. */
async function backAgain(hosts: TokenHosts, ref: TokenRef): Promise<void> {
  await vi.waitFor(() => hosts.yubikeys.status(ref), { timeout: 10_000, interval: 100 });
}

function key(ref: TokenRef, policies = { pin: 'always', touch: 'always' } as const) {
  return {
    ref,
    expectedSerial: ref.serial,
    scheme: 'ecdsa-sha2-nistp256' as const,
    pin,
    label: 'root key',
    id: keyId('02'),
    slotPolicies: policies,
  };
}

test('two YubiKeys at once: told apart by serial, set up, a key with the policies of the plan, a signature', async () => {
  const hosts = await station();
  const first = await token(hosts, '11111111');
  const second = await token(hosts, '22222222');
  expect(first).toMatchObject({ practice: true, deviceRoot: 'practice-root', keys: [] });

  const fresh = await hosts.yubikeys.status(first.ref);
  expect(fresh).toMatchObject({
    serial: '11111111',
    firmware: '5.4.3',
    pin: { isDefault: true, triesLeft: 3 },
    puk: { isDefault: true, triesLeft: 3 },
    managementKey: { isDefault: true, keptBehindPin: false },
    key: null,
    otherSlots: [],
  });
  const early = await rejection(hosts.makeKey(key(first.ref)));
  expect(early.code).toBe('token.set-up-first');

  const typed = { ref: first.ref, losesKey: null, pin, puk };
  const wrong = await rejection(hosts.yubikeys.setUp({ ...typed, typedSerial: '22222222' }));
  expect(wrong.code).toBe('token.wrong-serial');
  const phases: string[] = [];
  const done = await hosts.yubikeys.setUp({
    ...typed,
    typedSerial: '1111 1111',
    tell: (phase) => phases.push(phase),
  });
  expect(phases).toEqual(['puk', 'pin', 'management-key', 'read-back']);
  expect(done).toMatchObject({
    pin: { isDefault: false, triesLeft: 3 },
    puk: { isDefault: false },
    managementKey: { isDefault: false, keptBehindPin: true },
  });
  expect(await hosts.yubikeys.status(second.ref)).toMatchObject({ pin: { isDefault: true } });

  const made = await hosts.makeKey(key(first.ref));
  const certificates = await hosts.yubikeys.attestation(first.ref);
  if (certificates === null) throw new Error('no attestation');
  const attested = verifyPivAttestation(certificates, 'test');
  expect(attested).toMatchObject({
    serial: '11111111',
    slot: '9c',
    pinPolicy: 'always',
    touchPolicy: 'always',
    chain: { valid: false, rule: 'practice-root' },
  });
  expect(attested.publicKey.digest).toBe(made.key.spkiDigest);
  const listed = await token(hosts, '11111111');
  expect(listed.keys.map(({ spkiDigest }) => spkiDigest)).toContain(made.key.spkiDigest);

  const answer = await hosts.challenge({ key: made.key, scheme: 'ecdsa-sha2-nistp256', pin });
  expect(answer.signature.length).toBeGreaterThan(60);

  // Debian's own tool sees the same.
  const status = execFileSync(
    'yubico-piv-tool',
    ['--reader', stack.readerName(0), '--action', 'status'],
    { env: { PATH: process.env['PATH'], ...stack.environment }, encoding: 'utf8' },
  );
  expect(status).toContain('11111111');
  expect(status).toMatch(/PIN tries left:\s*3/);

  const again = await rejection(hosts.makeKey(key(first.ref)));
  expect(again.code).toBe('key.exists');
  const named = { typedSerial: '1111 1111', spkiDigest: made.key.spkiDigest };
  const misread = { ...key(first.ref), replaces: { ...named, typedSerial: '22222222' } };
  expect((await rejection(hosts.makeKey(misread))).code).toBe('token.wrong-serial');
  const otherKey = { ...named, spkiDigest: digest('another key') };
  const misnamed = { ...key(first.ref), replaces: otherKey };
  expect((await rejection(hosts.makeKey(misnamed))).code).toBe('key.mismatch');
  const emptySlot = { ...key(second.ref), replaces: named };
  expect((await rejection(hosts.makeKey(emptySlot))).code).toBe('token.set-up-first');
  expect((await hosts.yubikeys.status(first.ref)).pin.triesLeft).toBe(3);
  const next = await hosts.makeKey({ ...key(first.ref), replaces: named });
  expect(next.key.spkiDigest).not.toBe(made.key.spkiDigest);
  // The library reads it anew, and does not show the old one any more.
  expect((await token(hosts, '11111111')).keys.map(({ spkiDigest }) => spkiDigest)).toEqual([
    next.key.spkiDigest,
  ]);
  const touches: string[] = [];
  await hosts.challenge({
    key: next.key,
    scheme: 'ecdsa-sha2-nistp256',
    pin,
    onSigning: () => touches.push('asked'),
  });
  expect(touches).toEqual(['asked']);
  const lost = await rejection(
    hosts.challenge({
      key: made.key,
      scheme: 'ecdsa-sha2-nistp256',
      pin,
      onSigning: () => touches.push('asked'),
    }),
  );
  expect(lost.code).toBe('key.mismatch');
  expect(touches).toEqual(['asked']);
  const unasked = await rejection(hosts.yubikeys.setUp({ ...typed, typedSerial: '11111111' }));
  expect(unasked.code).toBe('key.mismatch');
  expect((await hosts.yubikeys.status(first.ref)).key?.spkiDigest).toBe(next.key.spkiDigest);
  const device = await hosts.yubikeys.deviceCertificate(first.ref);
  expect(device === null ? null : deviceRootOf(Buffer.from(device).toString('hex'))).toBe(
    'practice-root',
  );
  const renewed = await hosts.yubikeys.setUp({
    ...typed,
    losesKey: next.key.spkiDigest,
    typedSerial: '11111111',
  });
  expect(renewed).toMatchObject({ key: null, pin: { isDefault: false, triesLeft: 3 } });
}, 120_000);

test('a wrong PIN costs one try and says how many are left; the PUK opens a locked one', async () => {
  const hosts = await station();
  const { ref } = await token(hosts, '22222222');
  await hosts.yubikeys.setUp({ ref, typedSerial: '22222222', losesKey: null, pin, puk });
  const made = await hosts.makeKey(key(ref));
  const proof = { key: made.key, scheme: 'ecdsa-sha2-nistp256' as const };
  await hosts.challenge({ ...proof, pin });
  const wrong = await rejection(hosts.yubikeys.changePin(ref, '13579135', other));
  expect(wrong).toMatchObject({ code: 'pin.wrong', hint: expect.stringContaining('2 tries left') });
  await rejection(hosts.yubikeys.changePin(ref, '13579135', other));
  const locked = await rejection(hosts.yubikeys.changePin(ref, '13579135', other));
  expect(locked.code).toBe('pin.locked');
  // Now the library knows, too; it keeps that, and has to forget it when the PUK has helped.
  expect((await rejection(hosts.challenge({ ...proof, pin }))).code).toBe('pin.locked');
  expect((await token(hosts, '22222222')).flags.pinLocked).toBe(true);
  const badPuk = await rejection(hosts.yubikeys.unblockPin(ref, '13579135', other));
  expect(badPuk).toMatchObject({ code: 'pin.wrong', message: 'that was not the PUK' });
  await hosts.yubikeys.unblockPin(ref, puk, other);
  expect((await token(hosts, '22222222')).flags.pinLocked).toBe(false);
  await hosts.challenge({ ...proof, pin: other });
  await hosts.yubikeys.changePin(ref, other, pin);
  await hosts.challenge({ ...proof, pin });
  expect((await hosts.yubikeys.status(ref)).pin).toEqual({ isDefault: false, triesLeft: 3 });
}, 120_000);

test('pulled out in the middle of an answer it is gone, and a key that it was making may be there', async () => {
  const hosts = await station();
  const { ref } = await token(hosts, '22222222');
  const [, second] = stack.keys;
  await second?.fault({ kind: 'drop', instruction: 0xf9 });
  expect((await rejection(hosts.yubikeys.attestation(ref))).code).toBe('token.removed');
  await second?.plug(1);
  await backAgain(hosts, ref);
  const before = (await hosts.yubikeys.status(ref)).key?.spkiDigest;
  if (before == null) throw new Error('there is no key to lose');
  const replaces = { typedSerial: '22222222', spkiDigest: before };
  await second?.fault({ kind: 'drop', instruction: 0x47 });
  const cut = await rejection(hosts.makeKey({ ...key(ref), replaces }));
  expect(cut).toMatchObject({ code: 'token.removed', notDone: [] });
  expect(cut.hint).toContain('A key may be on the token now');
  await second?.plug(1);
  await backAgain(hosts, ref);
  expect((await hosts.yubikeys.status(ref)).key?.spkiDigest).not.toBe(before);
}, 120_000);

test('the key in the reader is swapped: the old serial is gone, and nothing happens to the new one', async () => {
  const hosts = await station();
  const { ref } = await token(hosts, '22222222');
  const [, second, old, newest] = stack.keys;
  await second?.unplug();
  await newest?.plug(1);
  // Nobody looked since: the library is asked who is there before a session is opened.
  const old9c = { ...ref, id: keyId('02'), spkiDigest: digest('its key') };
  const signed = hosts.challenge({ key: old9c, scheme: 'ecdsa-sha2-nistp256', pin });
  expect((await rejection(signed)).code).toBe('token.absent');
  const gone = await rejection(hosts.makeKey(key(ref)));
  expect(gone).toMatchObject({ code: 'token.absent', found: '11111111, 44444444' });
  const swapped = await token(hosts, '44444444');
  expect(await hosts.yubikeys.status(swapped.ref)).toMatchObject({
    firmware: '5.7.1',
    key: null,
    pin: { isDefault: true, triesLeft: 3 },
    managementKey: { isDefault: true },
  });
  // AES management key, which Debian's tool and library cannot prove.
  await hosts.yubikeys.setUp({
    ref: swapped.ref,
    typedSerial: '44444444',
    losesKey: null,
    pin,
    puk,
  });
  const made = await hosts.makeKey(key(swapped.ref, { pin: 'always', touch: 'always' }));
  await hosts.challenge({ key: made.key, scheme: 'ecdsa-sha2-nistp256', pin });

  await newest?.unplug();
  await old?.plug(1);
  const four = await token(hosts, '33333333');
  expect(await hosts.yubikeys.status(four.ref)).toMatchObject({
    firmware: '4.4.5',
    pin: { isDefault: null, triesLeft: 3 },
    puk: { isDefault: null, triesLeft: null },
    otherSlots: null,
  });
}, 120_000);

test('a PUK whose tries have run out is told as that, and takes nothing from a PIN that is good', async () => {
  const hosts = await station();
  const { ref } = await token(hosts, '11111111');
  for (const left of ['2 tries left', 'One try left']) {
    const wrong = await rejection(hosts.yubikeys.unblockPin(ref, '13579135', other));
    expect(wrong).toMatchObject({ code: 'pin.wrong', hint: expect.stringContaining(left) });
  }
  for (let time = 0; time < 2; time += 1)
    expect(await rejection(hosts.yubikeys.unblockPin(ref, '13579135', other))).toMatchObject({
      code: 'puk.locked',
      hint: expect.stringContaining('Its PIN works as before'),
    });
  expect(await hosts.yubikeys.status(ref)).toMatchObject({
    pin: { triesLeft: 3 },
    puk: { triesLeft: 0 },
  });
  await hosts.yubikeys.changePin(ref, pin, other);
}, 120_000);

test('an act that stops after the PIN leaves neither PIN nor management key proven for who comes next', async () => {
  const hosts = await station();
  const { ref } = await token(hosts, '11111111');
  // The key is made, and the device then certifies nothing of it.
  await stack.keys[0]?.fault({ kind: 'answer', instruction: 0xf9, response: '6a80' });
  const stopped = await rejection(hosts.makeKey({ ...key(ref), pin: other }));
  expect(stopped.code).toBe('key.attributes');
  const service = new SmartCardService(stack.environment.PCSCLITE_CSOCK_NAME);
  const answers = await service.exclusively(stack.readerName(0), 5000, async (card) => [
    await card.transmit(Buffer.from('00200080', 'hex')),
    await card.transmit(Buffer.from('0047009c05ac03800111', 'hex')),
  ]);
  expect(answers.map((answer) => answer.toString('hex'))).toEqual(['63c3', '6982']);
}, 120_000);

test('a set-up erases the key that was shown and no other, also where that could not be read', async () => {
  const hosts = await station();
  const { ref } = await token(hosts, '11111111');
  const { key: there } = await hosts.yubikeys.status(ref);
  const typed = { ref, typedSerial: '11111111', pin, puk };
  for (const losesKey of [null, 'unreadable', digest('another key')] as const)
    expect(await rejection(hosts.yubikeys.setUp({ ...typed, losesKey }))).toMatchObject({
      code: 'key.mismatch',
      found: `key ${there?.spkiDigest?.slice(0, 8)}`,
      notDone: ['Nothing was erased', 'No PIN was sent'],
    });
  expect(await hosts.yubikeys.status(ref)).toMatchObject({ key: there, pin: { triesLeft: 3 } });
}, 120_000);
