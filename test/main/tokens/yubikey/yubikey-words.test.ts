import { afterEach, describe, expect, it } from 'vitest';
import { SmartCardService } from '../../../../main/tokens/smart-card/card.ts';
import { CardFault } from '../../../../main/tokens/smart-card/card-fault.ts';
import { command } from '../../../../main/tokens/smart-card/pcsc-messages.ts';
import { TokenError } from '../../../../main/tokens/token-error.ts';
import type { TokenRef } from '../../../../main/tokens/token.ts';
import { PcscYubikeys } from '../../../../main/tokens/yubikey/pcsc-yubikeys.ts';
import { PivRefusal } from '../../../../main/tokens/yubikey/piv-status.ts';
import { yubikeyError } from '../../../../main/tokens/yubikey/yubikey-words.ts';
import {
  type CardAnswer,
  done,
  type FalseService,
  refused,
  startFalseService,
} from '../smart-card/false-service.ts';
import { rejection } from '../tokens-under-test.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

const ref = { module: 'yubikeys', serial: '11111111' } as unknown as TokenRef;
const pin = '48261937';
const next = '59162738';
const instruction = { verify: 0x20, change: 0x24, unblock: 0x2c, serial: 0xf8 } as const;

/** A YubiKey that answers one instruction so; what it was sent, by instruction, is kept. */
async function yubikeysOf(
  answers: Readonly<Record<number, CardAnswer>>,
  status: FalseService['status'] = {},
): Promise<{ readonly yubikeys: PcscYubikeys; readonly sent: number[] }> {
  const sent: number[] = [];
  const started = await startFalseService({
    readers: ['Yubico YubiKey 00 00'],
    status,
    card: (apdu) => {
      const asked = apdu[1] ?? 0;
      sent.push(asked);
      return answers[asked] ?? done(asked === instruction.serial ? '00a98ac7' : '');
    },
  });
  close = started.close;
  const yubikeys = new PcscYubikeys(new SmartCardService(started.socket), {
    reading: (_, work) => work(),
    changing: (_, _what, work) => work(),
  });
  return { yubikeys, sent };
}

describe('a smart card service that stops', () => {
  it('in the middle of a change leaves open whether it was done', async () => {
    const { yubikeys, sent } = await yubikeysOf({ [instruction.change]: 'drop' });
    const error = await rejection(yubikeys.changePin(ref, pin, next));
    expect(error).toMatchObject({ code: 'token.interrupted', notDone: [] });
    expect(error.hint).toContain('Whether the PIN was set is not known');
    expect(sent.filter((each) => each === instruction.change)).toHaveLength(1);
  });

  it('before anything but the serial was asked for has changed nothing', async () => {
    const { yubikeys } = await yubikeysOf({ [instruction.serial]: 'drop' });
    const error = await rejection(yubikeys.changePin(ref, pin, next));
    expect(error).toMatchObject({
      code: 'module.service-not-running',
      notDone: ['No PIN was set'],
    });
  });

  it.each(['make-key', 'set-up', 'set-pin'] as const)('at %s never claims that', (kind) => {
    const error = yubikeyError(new CardFault('lost'), { kind, serial: '11111111' });
    expect(error).toBeInstanceOf(TokenError);
    expect(error).toMatchObject({ notDone: [] });
  });

  it('has carried nothing where it refuses the first connection', async () => {
    const { yubikeys } = await yubikeysOf({}, { [command.connect]: 0x8010000b });
    const error = await rejection(yubikeys.changePin(ref, pin, next));
    expect(error).toMatchObject({ code: 'token.busy', notDone: ['No PIN was set'] });
  });
});

describe('a PIN', () => {
  it.each([
    ['of nine characters', '123456789'],
    ['of eight characters in ten bytes', 'pässwörd'],
    ['that is empty', ''],
  ])('%s is no PIN of a YubiKey, and is not sent', async (_, typed) => {
    const { yubikeys, sent } = await yubikeysOf({});
    const key = {
      ref,
      scheme: 'ecdsa-sha2-nistp256',
      policies: { pin: 'always', touch: 'always' },
      replaces: null,
    } as const;
    for (const asked of [
      yubikeys.changePin(ref, typed, next),
      yubikeys.unblockPin(ref, typed, next),
      yubikeys.makeKey({ ...key, pin: typed }),
    ]) {
      const error = await rejection(asked);
      expect(error.code).toBe('pin.format');
      expect(error.notDone?.[0]).toMatch(/^No (PIN|PUK) was sent$/);
    }
    expect(sent).toEqual([]);
  });

  it('that the device finds too easy was not set, and is said to be that', async () => {
    const easy = refused(0x6985);
    const { yubikeys } = await yubikeysOf({
      [instruction.change]: easy,
      [instruction.unblock]: easy,
    });
    for (const asked of [
      yubikeys.changePin(ref, pin, next),
      yubikeys.unblockPin(ref, '73916284', next),
    ])
      expect(await rejection(asked)).toMatchObject({
        code: 'pin.format',
        notDone: ['No PIN was set'],
        hint: expect.stringContaining('harder to guess'),
      });
  });
});

describe('tries that have run out', () => {
  it('of the PIN lead to the PUK', async () => {
    const { yubikeys } = await yubikeysOf({ [instruction.change]: refused(0x6983) });
    expect(await rejection(yubikeys.changePin(ref, pin, next))).toMatchObject({
      code: 'pin.locked',
      hint: expect.stringContaining('Unblock it with its PUK'),
      notDone: ['No PIN was set'],
    });
  });

  it('of the PUK have a code of their own, and send nobody to an erasure while the PIN is good', async () => {
    const { yubikeys } = await yubikeysOf({ [instruction.unblock]: refused(0x6983) });
    expect(await rejection(yubikeys.unblockPin(ref, '73916284', next))).toMatchObject({
      code: 'puk.locked',
      message: 'the PUK is locked after too many wrong tries',
      hint: expect.stringMatching(/^Its PIN works as before, unless that is locked, too\./),
      notDone: ['No PIN was set'],
    });
  });
});

describe('a refusal within a set-up', () => {
  it.each([
    [0x63c2, 'token.unsupported'],
    [0x6983, 'token.unsupported'],
    [0x6985, 'pin.format'],
    [0x6982, 'token.unsupported'],
  ])('with %i comes after the first change, and asks for no PIN', (status, code) => {
    const act = { kind: 'set-up', serial: '11111111' } as const;
    const error = yubikeyError(new PivRefusal(status), act);
    expect(error).toMatchObject({
      code,
      hint: expect.stringContaining('It may be half set up'),
    });
    expect(error).not.toHaveProperty('notDone', expect.arrayContaining([expect.any(String)]));
  });
});
