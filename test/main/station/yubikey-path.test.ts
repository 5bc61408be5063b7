import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect } from '../../../main/audit/collect.ts';
import { runAudit } from '../../../main/audit/run.ts';
import { verifyPivAttestation } from '../../../src/attestation/piv-attestation.ts';
import type { Phase, SignPhase } from '../../../src/contract/keyholder.ts';
import type { SpkiDigest } from '../../../src/keys/public-key.ts';
import type { TokenView } from '../../../src/contract/tokens.ts';
import {
  startYubikeyStack,
  type StackKey,
  type YubikeyStack,
} from '../../simulators/virtual-yubikey/stack/start.ts';
import { allRows, practiceFolder, recordsIn, reviewAll } from './keyholder-steps.ts';
import {
  freshHome,
  idle,
  removeHome,
  startStation,
  type PracticeStation,
} from './practice-station.ts';
import { elsewhere, isSecretCommand, keyFor, library, pin, puk } from './yubikey-elsewhere.ts';

const [mine, other] = [11111111, 22222222];

/** One rehearsal on a virtual YubiKey behind a real pcscd and the real libykcs11, in the order in which it is lived. */
describe('a keyholder’s whole path with a YubiKey', () => {
  const before = process.env['PCSCLITE_CSOCK_NAME'];
  let home: string;
  let stack: YubikeyStack;
  let station: PracticeStation;
  let spki: string;
  let unsigned: Buffer;
  /** What happens when a touch is announced while signing. */
  let onAnnounced: (() => Promise<void>) | null = null;
  const call = () => station.handlers;
  const folder = () => practiceFolder(home);
  const device = (serial: number): StackKey => {
    const found = stack.keys.find((one) => one.serial === serial);
    if (found === undefined) throw new Error(`no ${serial}`);
    return found;
  };
  const listed = async (serial: number): Promise<TokenView | undefined> =>
    (await call()['tokens.list'](null, idle())).tokens.find((one) => one.serial === String(serial));

  const staged = () => join(folder(), 'staged', 'root.json');
  const kinds = () =>
    recordsIn(folder())
      .filter(({ participant }) => participant === 'priya-raman')
      .map(({ kind }) => kind);

  const setUp = async (serial: number): Promise<void> => {
    const { hosts, ref } = await elsewhere(stack, serial);
    await hosts.yubikeys.setUp({ ref, typedSerial: String(serial), losesKey: null, pin, puk });
  };

  /** Presses Sign with this PIN, and gathers what was said meanwhile, each phase once. */
  const signing = async (typed: string) => {
    const { sha256 } = await call()['sign.look'](null, idle());
    const phases: string[] = [];
    let firstSeconds: number | null = null;
    const watch = ({ phase, state, secondsLeft }: SignPhase): void => {
      const said = `${phase} ${state}`;
      firstSeconds ??= secondsLeft;
      if (phases.at(-1) === said) return;
      phases.push(said);
      if (said === 'touch now') void onAnnounced?.();
    };
    let error: unknown = null;
    try {
      await call()['sign.start']({ sha256, pin: typed }, idle(watch));
    } catch (thrown) {
      error = thrown;
    }
    return { error, phases, firstSeconds };
  };

  /** Pulls it out, and waits until the reader's service has seen that, as a person would. */
  const pullOut = async (serial: number): Promise<void> => {
    await device(serial).unplug();
    while ((await listed(serial)) !== undefined) await pause(20);
  };

  /** The library sees a card a moment after pcscd: until then a person waits, too, and the list follows by itself. */
  const plugIn = async (serial: number, reader?: number): Promise<void> => {
    await device(serial).plug(reader);
    while ((await listed(serial))?.practice !== true) await pause(20);
  };

  const ceremonyPlace = () => station.place('Ceremonies', 'Practice root 2 dress rehearsal');
  const checkpoints = () =>
    recordsIn(folder()).filter(({ kind }) => kind === 'checkpoint.signed').length;
  /** Has the record signed with this PIN; `act` is what a hand does once the finger is asked for. */
  const signingRecord = async (act: () => Promise<void>, typed = pin) => {
    const told: (number | null)[] = [];
    let hand = Promise.resolve();
    onAnnounced = () => Promise.resolve();
    const watch = ({ secondsLeft }: { secondsLeft: number | null }): void => {
      told.push(secondsLeft);
      if (told.length === 1) hand = act();
    };
    let error: unknown = null;
    try {
      const asked = { participant: 'priya-raman', pin: typed };
      await call()['checkpoint.sign'](asked, idle(watch));
    } catch (thrown) {
      error = thrown;
    }
    await hand;
    onAnnounced = null;
    return { error, told };
  };

  beforeAll(async () => {
    home = freshHome();
    stack = await startYubikeyStack({
      keys: [
        { serial: mine, touch: 'by-hand' },
        { serial: other, touch: 'by-hand', plugged: false },
      ],
      readers: 2,
      // A finger that is always there, unless a test says when it comes.
      onTouchWanted: (serial) => {
        if (onAnnounced === null) void device(serial).touch();
      },
    });
    process.env['PCSCLITE_CSOCK_NAME'] = stack.environment.PCSCLITE_CSOCK_NAME;
    station = await startStation(home);
    await call()['ceremony.startPractice']({ role: 'keyholder' }, idle());
  }, 120_000);
  afterAll(async () => {
    await station?.close();
    await stack?.close();
    if (before === undefined) delete process.env['PCSCLITE_CSOCK_NAME'];
    else process.env['PCSCLITE_CSOCK_NAME'] = before;
    removeHome(home);
  });

  it('is listed by its number and as for practice, once its library was approved', async () => {
    const module = await call()['modules.choose'](
      { place: await station.placeFrom(...library) },
      idle(),
    );
    await call()['modules.approve']({ module: module.id, sha256: module.sha256 }, idle());
    const found = await listed(mine);
    expect(found).toMatchObject({
      model: 'Practice YubiKey 5',
      kind: 'yubikey',
      practice: true,
      lock: null,
      sentence: 'Empty and ready.',
    });
    await call()['tokens.choose']({ token: found?.id ?? '' }, idle());
  });

  it('cannot make a key before it is set up: nothing of the factory stays', async () => {
    const look = await call()['key.look'](null, idle());
    expect(look).toMatchObject({
      token: { tries: 'Three tries left' },
      setUpFirst:
        'Its PIN, PUK and management key are still from the factory, and everybody knows that.',
      loses: null,
      problem: null,
    });
    await expect(call()['key.make']({ pin, repeat: null }, idle())).rejects.toMatchObject({
      code: 'token.set-up-first',
      notDone: ['No key was made.', 'No PIN was sent.'],
    });
    expect(kinds()).not.toContain('key.intended');
    await setUp(mine);
    expect(await call()['key.look'](null, idle())).toMatchObject({ setUpFirst: null });
  });

  it('counts a wrong PIN, makes no key, and shows the tries that are left', async () => {
    await expect(
      call()['key.make']({ pin: '90817263', repeat: null }, idle()),
    ).rejects.toMatchObject({ code: 'pin.wrong', hint: expect.stringContaining('2 tries left') });
    const look = await call()['key.look'](null, idle());
    expect(look).toMatchObject({ token: { tries: 'Two tries left' }, loses: null, made: null });
    expect(kinds().slice(-2)).toEqual(['key.intended', 'act.stopped']);
  });

  it('makes the key in 9c by the plan, and announces the touch before it is awaited', async () => {
    const told: Phase[] = [];
    const made = await call()['key.make'](
      { pin, repeat: null },
      idle((phase: Phase) => void told.push(phase)),
    );
    spki = made.spkiSha256;
    expect(told.map(({ phase, state }) => `${phase}: ${state}`)).toEqual([
      'Look at the YubiKey: now',
      'Look at the YubiKey: done',
      'Make the key in slot 9c: now',
      'Make the key in slot 9c: done',
      'Compare what it certifies: now',
      'Compare what it certifies: done',
      'Prove that it works: now',
      'Touch the YubiKey: now',
      'Touch the YubiKey: done',
      'Prove that it works: done',
    ]);
    expect(told.find(({ secondsLeft }) => secondsLeft !== null)?.secondsLeft).toBe(15);
    expect((await listed(mine))?.holdsKey).toBe(true);
  });

  it('refuses another YubiKey, before the PIN, also with the same library and in the same reader', async () => {
    await pullOut(mine);
    await plugIn(other, 0);
    await setUp(other);
    await device(other).log();
    expect(await call()['key.look'](null, idle())).toMatchObject({ token: null });
    await expect(call()['evidence.look'](null, idle())).rejects.toMatchObject({
      code: 'token.not-present',
      expected: '11111111',
    });
    await expect(call()['evidence.accept'](null, idle())).rejects.toMatchObject({
      code: 'token.not-present',
    });
    expect((await device(other).log()).filter(isSecretCommand)).toEqual([]);
    await device(other).unplug();
    await plugIn(mine, 0);
  });

  it('shows what the YubiKey certifies, line by line, down to the practice root', async () => {
    const card = await call()['evidence.look'](null, idle());
    expect(card).toMatchObject({
      attested: true,
      serial: '11111111',
      spkiSha256: spki,
      model: expect.stringMatching(/^Practice YubiKey 5, USB/),
      heading: 'Your key was made on this practice YubiKey',
      tag: { state: 'ok', text: 'Evidence is complete' },
      chain: [
        { title: 'Your key', detail: 'slot 9c' },
        { title: 'This device' },
        { title: 'Keyholder Station Practice Root' },
      ],
    });
    expect(card.claims.map(({ label, value, state }) => `${label}: ${value}, ${state}`)).toEqual([
      'Key: Made on a virtual YubiKey, slot 9c, note',
      'Device: Serial 11111111, ok',
      'PIN: Asked every time, ok',
      'Touch: Needed every time, ok',
      'Firmware: 5.4.3, note',
      'Public key: Same on token and in certificate, ok',
      'Works: It signed a fresh challenge, ok',
    ]);
    // The plan of a practice ceremony names no number.
    expect(card.claims.find(({ label }) => label === 'Device')?.why).toBe(
      'Same as the token tells.',
    );
    expect(card.claims.find(({ label }) => label === 'Firmware')?.why).toContain('YSA-2024-03');
    await call()['evidence.accept'](null, idle());
    expect(recordsIn(folder()).findLast(({ kind }) => kind === 'evidence.accepted')?.data).toEqual({
      serial: '11111111',
      spki,
      attested: true,
      chain: 'Keyholder Station Practice Root',
      firmware: '5.4.3',
      pinPolicy: 'always',
      touchPolicy: 'always',
      notes: 2,
    });
  });

  it('exports both certificates in Sigstore’s layout, reads them back, and keeps them as they are', async () => {
    const view = await call()['export.write'](null, idle());
    expect(view.files.map(({ path, readBack }) => [path, readBack])).toEqual([
      ['keys/11111111/11111111_pubkey.pem', true],
      ['keys/11111111/11111111_key_cert.pem', true],
      ['keys/11111111/11111111_device_cert.pem', true],
    ]);
    const attested = () => {
      const [keyCert, deviceCert] = ['key', 'device'].map((name) =>
        readFileSync(join(folder(), `keys/11111111/11111111_${name}_cert.pem`)),
      );
      if (keyCert === undefined || deviceCert === undefined) throw new Error('no files');
      return { keyCert, deviceCert };
    };
    const files = attested();
    const read = verifyPivAttestation(files, 'exported');
    expect(read).toMatchObject({ serial: '11111111', slot: '9c', touchPolicy: 'always' });
    expect(read.publicKey.digest).toBe(spki);
    expect(read.chain).toMatchObject({ practice: true });
    // Written again the device would certify it in other bytes: what is there stays.
    expect(await call()['export.write'](null, idle())).toEqual(view);
    expect(attested()).toEqual(files);
    // Cut off after one certificate, the other is read from the device again.
    await rm(join(folder(), 'keys/11111111/11111111_device_cert.pem'));
    expect((await call()['export.look'](null, idle()))?.files.map((file) => file.readBack)).toEqual(
      [true, true, false],
    );
    expect(await call()['export.write'](null, idle())).toEqual(view);
    expect(attested()).toEqual(files);
    await call()['export.confirm']({ rows: allRows }, idle());
    await pullOut(mine);
    // While it is out, what was exported still shows the evidence.
    expect(await call()['evidence.look'](null, idle())).toMatchObject({
      attested: true,
      token: null,
      spkiSha256: spki,
    });
    await plugIn(mine);
  });

  it('knows the token again each time that it was pulled out and put back', async () => {
    await reviewAll(station);
    for (let time = 0; time < 3; time += 1) {
      await pullOut(mine);
      expect(await call()['sign.look'](null, idle())).toMatchObject({
        token: null,
        mismatch: null,
      });
      await plugIn(mine);
      expect(await call()['sign.look'](null, idle())).toMatchObject({
        token: { serial: '11111111' },
        tries: 'Three tries left',
        touch: 'token',
        mismatch: null,
      });
    }
  }, 60_000);

  it('counts a wrong PIN before it waits for any touch', async () => {
    const told = await signing('90817263');
    expect(told.error).toMatchObject({ code: 'pin.wrong' });
    expect(told.phases).not.toContain('touch now');
    expect(await call()['sign.look'](null, idle())).toMatchObject({ tries: 'Two tries left' });
  });

  it('signs nothing where it is pulled out under the finger and another one takes its place', async () => {
    unsigned = readFileSync(staged());
    const swapped = Promise.withResolvers<void>();
    onAnnounced = async () => {
      onAnnounced = null;
      await device(mine).unplug();
      await device(other).plug(0);
      swapped.resolve();
    };
    const told = await signing(pin);
    await swapped.promise;
    expect(told.error).toMatchObject({ code: 'token.removed' });
    expect(readFileSync(staged())).toEqual(unsigned);
    expect(kinds().slice(-2)).toEqual(['signature.intended', 'act.stopped']);
    while ((await listed(other)) === undefined) await pause(20);
    // What the library kept of the one before is not shown as this one's.
    expect(await listed(mine)).toBeUndefined();
    expect(await listed(other)).toMatchObject({ holdsKey: false, serial: '22222222' });
    expect((await device(other).log()).filter(isSecretCommand)).toEqual([]);
    await device(other).unplug();
    await plugIn(mine, 0);
  }, 60_000);

  it('signs with the right one of two that are plugged in, whose keys have one name', async () => {
    await plugIn(other, 1);
    const away = await elsewhere(stack, other);
    const made = await away.hosts.makeKey(keyFor(away.ref));
    const names = (await away.hosts.list()).tokens.flatMap(({ keys }) =>
      keys.map(({ id, label }) => `${id} ${label}`),
    );
    expect(new Set(names).size).toBe(1);
    expect(names).toHaveLength(2);
    await device(other).log();
    onAnnounced = async () => {
      while (!(await device(mine).touch())) await pause(20);
    };
    const told = await signing(pin);
    onAnnounced = null;
    expect(told).toMatchObject({ error: null });
    expect(told.phases).toEqual([
      'pin now',
      'pin done',
      'touch now',
      'touch done',
      'check now',
      'check done',
      'write now',
      'write done',
    ]);
    expect(told.firstSeconds).toBe(15);
    expect((await device(other).log()).filter(isSecretCommand)).toEqual([]);
    expect(made.key.spkiDigest).not.toBe(spki);
    const added = recordsIn(folder()).findLast(({ kind }) => kind === 'signature.added');
    expect(added?.data).toMatchObject({ spki, serial: '11111111' });
    await device(other).unplug();
  }, 60_000);

  it('says on Done that the attestation goes to the host, file by file', async () => {
    const done = await call()['done.look'](null, idle());
    expect(done.files.map(({ path, note }) => [path, note])).toEqual([
      ['staged/root.json', 'your signature added'],
      ['keys/11111111/11111111_key_cert.pem', 'the attestation: where your key was made'],
      ['keys/11111111/11111111_device_cert.pem', 'the certificate of the device that attested it'],
      ['transcript.jsonl', expect.stringMatching(/lines of yours/)],
    ]);
    expect(done.next[0]?.detail).toMatch(/no secret\. Your key’s attestation goes with it\.$/);
  });

  it('comes out of the audit as an attested practice key', async () => {
    const { files, skipped } = await collect([folder()], undefined, new AbortController().signal);
    const report = await runAudit({
      files,
      skipped,
      asOf: recordsIn(folder()).at(-1)?.at ?? '',
      signal: new AbortController().signal,
    });
    expect(report.attestations).toMatchObject([
      { serial: '11111111', vendor: 'yubikey-piv', pinPolicy: 'always', touchPolicy: 'always' },
    ]);
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  }, 60_000);

  describe('whose token signs the record, too', () => {
    beforeAll(async () => {
      await call()['ceremony.open'](
        { place: await ceremonyPlace(), role: 'host', mode: 'rehearsal' },
        idle(),
      );
    });
    afterAll(async () => {
      await call()['ceremony.open'](
        { place: await ceremonyPlace(), role: 'keyholder', mode: 'rehearsal' },
        idle(),
      );
      await call()['ceremony.iAm']({ participant: 'priya-raman' }, idle());
    });

    it('is told of a wrong PIN before any finger', async () => {
      const { error, told } = await signingRecord(() => Promise.resolve(), '90817263');
      expect(error).toMatchObject({ code: 'pin.wrong' });
      expect(told).toEqual([]);
    });

    it('is shown with the tries that are left, before each PIN', async () => {
      const { checkpoints: due } = await call()['reports.look'](null, idle());
      const own = due.flatMap(({ signers }) => signers).find(({ serial }) => serial === '11111111');
      expect(own?.tries).toBe('Two tries left');
    });

    it('waits for the finger, counts the seconds, and signs nothing where it is pulled out', async () => {
      const { error, told } = await signingRecord(() => device(mine).unplug());
      expect(error).toMatchObject({ code: 'token.removed' });
      expect(told[0]).toBe(15);
      expect(told.at(-1)).toBeNull();
      expect(checkpoints()).toBe(0);
      expect(recordsIn(folder()).at(-1)).toMatchObject({
        kind: 'act.stopped',
        data: { act: 'checkpoint', serial: '11111111', code: 'token.removed' },
      });
      while ((await listed(mine)) !== undefined) await pause(20);
      await plugIn(mine, 0);
    });

    it('signs it once the finger came, and the record tells with which key', async () => {
      const { error, told } = await signingRecord(async () => {
        while (!(await device(mine).touch())) await pause(20);
      });
      expect(error).toBeNull();
      expect(told[0]).toBe(15);
      expect(told.at(-1)).toBeNull();
      expect(checkpoints()).toBe(1);
      expect(recordsIn(folder()).at(-1)).toMatchObject({
        kind: 'checkpoint.signed',
        data: { spki, serial: '11111111', recovered: false },
      });
    });
  });

  it('stops before the PIN where another key was made in the slot meanwhile', async () => {
    // As if the signature had never been written: it would be made again.
    writeFileSync(staged(), unsigned);
    const away = await elsewhere(stack, mine);
    await away.hosts.makeKey({
      ...keyFor(away.ref),
      replaces: { typedSerial: String(mine), spkiDigest: spki as SpkiDigest },
    });
    await device(mine).log();
    const intended = kinds().filter((kind) => kind === 'signature.intended').length;
    expect(await call()['sign.look'](null, idle())).toMatchObject({
      mismatch: { what: 'key', expected: spki.slice(0, 8) },
    });
    const told = await signing(pin);
    expect(told.error).toMatchObject({
      code: 'key.swapped',
      notDone: ['Nothing was signed.', 'No PIN was sent.'],
    });
    expect(told.phases).toEqual([]);
    expect((await device(mine).log()).filter(isSecretCommand)).toEqual([]);
    expect(kinds().filter((kind) => kind === 'signature.intended')).toHaveLength(intended);
    expect(readFileSync(staged())).toEqual(unsigned);
  }, 60_000);
});
