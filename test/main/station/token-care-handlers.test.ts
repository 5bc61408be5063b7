import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planText } from '../../../src/ceremony/plan.ts';
import { practicePlan } from '../../../main/station/practice-plan.ts';
import { tokenSerial } from '../tokens/tokens-under-test.ts';
import { recordsIn } from './keyholder-steps.ts';
import { idle } from './practice-station.ts';
import { startYubikeyStation, type YubikeyStation } from './yubikey-station.ts';

const pin = '48261937';
const puk = '73916284';
const next = '59162738';
const wrong = '13579135';

let open: YubikeyStation;
beforeAll(async () => {
  open = await startYubikeyStation(
    [
      { serial: 11111111, firmware: '5.4.3' },
      { serial: 22222222, firmware: '5.7.4' },
      { serial: 33333333, firmware: '4.4.5', plugged: false },
    ],
    2,
  );
}, 120_000);
afterAll(async () => open?.close());

const call = () => open.station.handlers;
const details = async (serial: number) =>
  call()['tokens.details'](await open.token(serial), idle());
const labels = async (serial: number) => (await details(serial)).device.map(({ label }) => label);
const chosen = { pin, pinRepeat: pin, puk, pukRepeat: puk };

/** The commands that reached a device since the last time this was asked. */
const sent = async (index: number): Promise<readonly string[]> =>
  ((await open.stack.keys[index]?.log()) ?? []).filter((line) => line.startsWith('> '));
const changes = (lines: readonly string[]) =>
  lines.filter((line) => /^> 00(20....08|24|2c|fb|ff|47|db)/.test(line));

describe('without a ceremony', { timeout: 60_000 }, () => {
  it('tells everything that a new YubiKey tells, and sends nothing that costs a try', async () => {
    await sent(0);
    const seen = await details(11111111);
    expect(changes(await sent(0))).toEqual([]);
    const lines = Object.fromEntries(seen.device.map(({ label, value }) => [label, value]));
    expect(lines).toMatchObject({
      Serial: '11111111',
      Firmware: '5.4.3',
      Form: 'USB-A keychain',
      'FIPS series': 'No',
      Attestation: 'None',
      'Seen through': expect.stringMatching(/ykcs11/),
      'Advisory YSA-2024-03': expect.stringContaining('copy the key'),
    });
    expect(seen.secrets).toMatchObject([
      { label: 'PIN', value: 'From the factory. Three tries of the PIN left', state: 'note' },
      { label: 'PUK', value: 'From the factory. Three tries of the PUK left', state: 'note' },
      { label: 'Management key', value: 'From the factory', state: 'note' },
    ]);
    expect(seen).toMatchObject({
      keys: [],
      problem: null,
      setUp: { lock: null, erases: [], losesKey: null },
      changePin: { lock: null },
      unblockPin: { lock: null },
    });
    expect(seen.module?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['another number', { serial: '22222222' }, 'token.wrong-serial'],
    ['two PINs', { pinRepeat: next }, 'pin.differ'],
    ['two PUKs', { pukRepeat: next }, 'pin.differ'],
    ['the default PIN', { pin: '123456', pinRepeat: '123456' }, 'pin.format'],
    ['the default PUK', { puk: '12345678', pukRepeat: '12345678' }, 'pin.format'],
    ['a PUK that is the PIN', { puk: pin, pukRepeat: pin }, 'pin.format'],
    ['a key that is not there', { losesKey: 'a'.repeat(64) }, 'key.mismatch'],
  ])('sets nothing up with %s', async (_, change, code) => {
    const token = await open.token(11111111);
    await sent(0);
    const asked = { token, serial: '11111111', losesKey: null, ...chosen, ...change };
    await expect((async () => call()['tokens.setUp'](asked, idle()))()).rejects.toMatchObject({
      code,
    });
    expect(changes(await sent(0))).toEqual([]);
  });

  it('sets a new YubiKey up, and reads it back', async () => {
    const token = await open.token(11111111);
    const phases: string[] = [];
    const done = await call()['tokens.setUp'](
      { token, serial: '11 111 111', losesKey: null, ...chosen },
      idle(({ phase, state }: { phase: string; state: string }) =>
        phases.push(`${phase}: ${state}`),
      ),
    );
    expect(phases).toEqual([
      'Setting the PUK: now',
      'Setting the PUK: done',
      'Setting the PIN: now',
      'Setting the PIN: done',
      'Making a management key that it keeps: now',
      'Making a management key that it keeps: done',
      'Reading everything back: now',
      'Reading everything back: done',
    ]);
    expect(done.secrets).toMatchObject([
      { label: 'PIN', value: 'Three tries of the PIN left', state: 'ok' },
      { label: 'PUK', value: 'Three tries of the PUK left', state: 'ok' },
      { label: 'Management key', value: 'Kept on the token, behind its PIN', state: 'ok' },
    ]);
    expect(done.setUp?.erases).toEqual([
      'It shows no key.',
      'All certificates, the PIN, the PUK and the management key of its PIV part.',
    ]);
  });

  it('sends a wrong PIN once, says how many tries are left, and leads from a locked one to the PUK', async () => {
    const token = await open.token(11111111);
    const change = async (given: string) =>
      call()['tokens.changePin']({ token, pin: given, next, repeat: next }, idle());
    await sent(0);
    await expect(change(wrong)).rejects.toMatchObject({
      code: 'pin.wrong',
      hint: expect.stringContaining('2 tries left'),
    });
    expect(changes(await sent(0))).toHaveLength(1);
    expect((await details(11111111)).tries.pin).toBe('Two tries of the PIN left');
    await expect(change(wrong)).rejects.toMatchObject({ code: 'pin.wrong' });
    expect((await details(11111111)).tries.pin).toBe('One try of the PIN left');
    await expect(change(wrong)).rejects.toMatchObject({ code: 'pin.locked' });
    const locked = await details(11111111);
    expect(locked.changePin?.lock).toBe('Its PIN is locked. Unblock it.');
    expect(locked.unblockPin?.lock).toBeNull();

    const unblock = async (given: string, repeat = next) =>
      call()['tokens.unblockPin']({ token, puk: given, next, repeat }, idle());
    await expect(unblock(puk, pin)).rejects.toMatchObject({ code: 'pin.differ' });
    await expect(unblock(wrong)).rejects.toMatchObject({
      code: 'pin.wrong',
      message: 'that was not the PUK',
    });
    expect((await details(11111111)).tries.puk).toBe('Two tries of the PUK left');
    const opened = await unblock(puk);
    expect(opened.tries).toEqual({
      pin: 'Three tries of the PIN left',
      puk: 'Three tries of the PUK left',
    });
    const weak = call()['tokens.changePin'](
      { token, pin: next, next: '123456', repeat: '123456' },
      idle(),
    );
    await expect(weak).rejects.toMatchObject({ code: 'pin.format' });
    await call()['tokens.changePin']({ token, pin: next, next: pin, repeat: pin }, idle());
  });

  it('says where the library is older than the firmware', async () => {
    const old = 'Its library is old';
    expect(await labels(22222222)).toContain(old);
    expect(await labels(11111111)).not.toContain(old);
  });

  it('says what old firmware does not tell', async () => {
    const [, second, old] = open.stack.keys;
    await second?.unplug();
    await old?.plug(1);
    const seen = await details(33333333);
    expect(seen.tries).toEqual({
      pin: 'Three tries of the PIN left',
      puk: 'This token does not tell how many tries of the PUK are left',
    });
    expect(seen.secrets[0]).toMatchObject({
      why: 'This token does not tell whether it is the one from the factory.',
    });
    expect(seen.setUp?.erases).toContain(
      'Whatever is in its other slots: this token does not tell.',
    );
    await old?.unplug();
    await second?.plug(1);
  });
});

const folder = (): string => join(open.station.home, 'Ceremonies', 'YubiKeys');
const person = (id: string, serial: number) => ({
  id,
  name: id,
  token: tokenSerial(String(serial)),
});

const records = () => recordsIn(folder());

describe('in a ceremony', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    const plan = practicePlan({
      title: 'YubiKeys, dress rehearsal',
      rootVersion: 1,
      at: '2027-07-14T09:00:00Z',
      host: person('tom', 90000009),
      holders: [person('amara', 22222222), person('jonas', 90000001), person('mei', 90000002)],
      leavers: [],
    });
    mkdirSync(folder(), { recursive: true });
    writeFileSync(join(folder(), 'ceremony.yaml'), planText(plan));
    const place = await open.station.place('Ceremonies', 'YubiKeys');
    await call()['ceremony.open']({ place, role: 'keyholder', mode: 'rehearsal' }, idle());
  }, 60_000);

  it('leaves every token alone before somebody sits there', async () => {
    expect((await details(22222222)).setUp?.lock).toBe('Say who you are first.');
    await call()['ceremony.iAm']({ participant: 'amara' }, idle());
  });

  it('leaves the token of another person alone', async () => {
    const token = await open.token(11111111);
    await sent(0);
    for (const act of [
      async () =>
        call()['tokens.setUp']({ token, serial: '11111111', losesKey: null, ...chosen }, idle()),
      async () => call()['tokens.changePin']({ token, pin, next, repeat: next }, idle()),
      async () => call()['tokens.unblockPin']({ token, puk, next, repeat: next }, idle()),
    ])
      await expect(act()).rejects.toMatchObject({
        code: 'token.left-alone',
        hint: 'The plan does not name it for you. Nothing is written to it.',
      });
    expect(changes(await sent(0))).toEqual([]);
    expect((await details(11111111)).setUp?.lock).toContain('does not name it for you');
  });

  it('records what was erased, before and after', async () => {
    const token = await open.token(22222222);
    await call()['tokens.setUp']({ token, serial: '22222222', losesKey: null, ...chosen }, idle());
    await call()['tokens.setUp']({ token, serial: '22222222', losesKey: null, ...chosen }, idle());
    await call()['tokens.changePin']({ token, pin, next, repeat: next }, idle());
    await call()['tokens.unblockPin']({ token, puk, next: pin, repeat: pin }, idle());
    const mismatch = call()['tokens.setUp'](
      { token, serial: '22222222', losesKey: 'b'.repeat(64), ...chosen },
      idle(),
    );
    await expect(mismatch).rejects.toMatchObject({ code: 'key.mismatch' });
    const serial = '22222222';
    const own = records().filter(({ kind }) => /^(token\.set-up|pin\.|act\.)/.test(kind));
    expect(own.map(({ kind, data }) => [kind, data])).toMatchObject([
      ['token.set-up-begun', { serial, erased: false, erases: [], complete: true }],
      ['token.set-up', { serial, firmware: '5.7.4', erased: false }],
      ['token.set-up-begun', { serial, erased: true, erases: [], complete: true }],
      ['token.set-up', { serial, erased: true }],
      ['pin.changed', { serial }],
      ['pin.unblocked', { serial }],
      ['token.set-up-begun', { serial, erased: true }],
      ['act.stopped', { act: 'set-up', serial, code: 'key.mismatch' }],
    ]);
    expect(JSON.stringify(own)).not.toContain(pin);
  });
});
