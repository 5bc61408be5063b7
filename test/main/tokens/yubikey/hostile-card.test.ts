import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { assert, asyncProperty, uint8Array } from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { CardFault } from '../../../../main/tokens/smart-card/card-fault.ts';
import { SmartCardService, type Card } from '../../../../main/tokens/smart-card/card.ts';
import { send } from '../../../../main/tokens/yubikey/apdu.ts';
import { element, elementsIn } from '../../../../main/tokens/yubikey/elements.ts';
import {
  factoryManagementKey,
  isManagementKeyKept,
  keptManagementKey,
  proveManagementKey,
} from '../../../../main/tokens/yubikey/management-key.ts';
import { firmwareOf, serialOf, verifyPin } from '../../../../main/tokens/yubikey/piv-card.ts';
import { PivRefusal } from '../../../../main/tokens/yubikey/piv-status.ts';
import { readStatus } from '../../../../main/tokens/yubikey/read-status.ts';
import { serialsByReader, withYubikey } from '../../../../main/tokens/yubikey/with-yubikey.ts';
import { EncodingError } from '../../../../src/encoding/encoding-error.ts';
import { type CardAnswer, done, refused, startFalseService } from '../smart-card/false-service.ts';

const cardOf = (transmit: (apdu: Buffer) => Buffer): Card => ({
  reader: 'test',
  transmit: async (apdu) => transmit(apdu),
});
const typed = [CardFault, PivRefusal, EncodingError];
const isTyped = (error: unknown) => typed.some((kind) => error instanceof kind);

describe('what a card tells of itself', () => {
  it('is read, or refused with an error that has words, whatever it answers', async () => {
    const reads: readonly ((card: Card) => Promise<unknown>)[] = [
      (card) => readStatus(card, '11111111'),
      serialOf,
      firmwareOf,
      isManagementKeyKept,
      keptManagementKey,
      (card) => proveManagementKey(card, factoryManagementKey),
    ];
    await assert(
      asyncProperty(uint8Array({ maxLength: 60 }), async (bytes) => {
        for (const answer of [Buffer.from(bytes), done(bytes)])
          for (const read of reads) {
            const error = await read(cardOf(() => Buffer.from(answer))).then(
              () => null,
              (thrown: unknown) => thrown,
            );
            expect(error === null || isTyped(error)).toBe(true);
          }
      }),
    );
  });

  it.each(['', '05', '0504', '05040301'])('is no firmware as %j', async (hex) => {
    await expect(firmwareOf(cardOf(() => done(hex)))).rejects.toMatchObject({ kind: 'failed' });
  });

  it.each([
    ['000000', null],
    ['00000000', null],
    ['00a98ac7', '11111111'],
    ['ffffffff', '4294967295'],
    ['0000000001', null],
  ])('has serial %j as %j', async (hex, serial) => {
    expect(await serialOf(cardOf((apdu) => done(apdu[1] === 0xf8 ? hex : '')))).toBe(serial);
  });

  it('is asked for a PIN of at most eight bytes, and is sent it once', async () => {
    let verified = 0;
    const card = cardOf(() => {
      verified += 1;
      return refused(0x63c2);
    });
    await expect(verifyPin(card, '123456789')).rejects.toBeInstanceOf(RangeError);
    expect(verified).toBe(0);
    await expect(verifyPin(card, '654321')).rejects.toMatchObject({ triesLeft: 2 });
    expect(verified).toBe(1);
  });
});

describe('the proof of the management key', () => {
  const nine = factoryManagementKey;
  const cipher = (data: Buffer, open: boolean) => {
    const made = open
      ? createDecipheriv('des-ede3-ecb', nine, null)
      : createCipheriv('des-ede3-ecb', nine, null);
    made.setAutoPadding(false);
    return Buffer.concat([made.update(data), made.final()]);
  };

  /** A device that knows the key, with this much of a lie in it. */
  function device(lie: { witness?: Buffer; response?: (honest: Buffer) => Buffer } = {}): Card {
    const secret = randomBytes(8);
    return cardOf((apdu) => {
      if (apdu[1] === 0xf7) return refused(0x6d00);
      const sent = elementsIn(elementsIn(apdu.subarray(5, -1)).get(0x7c)!);
      const challenge = sent.get(0x81);
      if (challenge === undefined)
        return done(element(0x7c, element(0x80, lie.witness ?? cipher(secret, false))));
      if (!sent.get(0x80)!.equals(secret) && lie.witness === undefined) return refused(0x6982);
      const honest = cipher(challenge, false);
      return done(element(0x7c, element(0x82, lie.response?.(honest) ?? honest)));
    });
  }

  it('holds on both sides', async () => {
    await expect(proveManagementKey(device(), nine)).resolves.toBeUndefined();
    const other = Buffer.from(nine).fill(7, 0, 8);
    await expect(proveManagementKey(device(), other)).rejects.toMatchObject({ status: 0x6982 });
  });

  it.each([
    ['does not know the key itself', { response: () => Buffer.alloc(8) }],
    ['answers nothing', { response: () => Buffer.alloc(0) }],
    [
      'answers more than was asked',
      { response: (honest: Buffer) => Buffer.concat([honest, honest]) },
    ],
    ['sends a witness that is no block', { witness: Buffer.alloc(7) }],
    ['sends a witness of many blocks', { witness: Buffer.alloc(64) }],
    ['sends no witness', { witness: Buffer.alloc(0) }],
  ])('fails where the device %s', async (_, lie) => {
    await expect(proveManagementKey(device(lie), nine)).rejects.toMatchObject({ kind: 'failed' });
  });

  it.each([1, 16, 25, 32])('is not tried with a key of %i bytes', async (length) => {
    let asked = 0;
    const card = cardOf((apdu) => {
      if (apdu[1] === 0x87) asked += 1;
      return refused(0x6d00);
    });
    await expect(proveManagementKey(card, Buffer.alloc(length))).rejects.toMatchObject({
      kind: 'failed',
    });
    expect(asked).toBe(0);
  });

  it('is not tried with an algorithm that nobody knows', async () => {
    const card = cardOf((apdu) => (apdu[1] === 0xf7 ? done('0101ff') : refused(0x6d00)));
    await expect(proveManagementKey(card, nine)).rejects.toMatchObject({ kind: 'failed' });
  });
});

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

const honest = (apdu: Buffer) => done(apdu[1] === 0xf8 ? '00a98ac7' : '');

describe('one hostile reader among others', () => {
  const good = 'Yubico YubiKey good 00 00';
  const bad = 'Yubico YubiKey bad 01 00';

  async function beside(card: (apdu: Buffer) => CardAnswer): Promise<SmartCardService> {
    const started = await startFalseService({
      readers: [bad, good],
      card: (apdu, reader) => (reader === good ? honest(apdu) : card(apdu)),
    });
    close = started.close;
    return new SmartCardService(started.socket);
  }

  it.each<readonly [string, CardAnswer]>([
    ['has no PIV', refused(0x6a82)],
    ['answers without a status', 'short'],
    ['floods', 'flood'],
    ['says that its answer has four gigabytes', 'long'],
    ['answers parts without end', refused(0x6100)],
  ])('does not hide the YubiKey that was named: it %s', async (_, answer) => {
    const service = await beside(() => answer);
    const acted = await withYubikey(service, '11111111', 5000, async ({ reader }) => reader);
    expect(acted).toBe(good);
  });

  it('is not acted on where it tells the same serial: then neither is', async () => {
    const service = await beside(honest);
    let acted = false;
    const act = withYubikey(service, '11111111', 5000, async () => (acted = true));
    await expect(act).rejects.toMatchObject({ found: ['11111111', '11111111'] });
    expect(acted).toBe(false);
  });

  it('is left before the act where its serial changes in between, and after it', async () => {
    let asked = 0;
    const changesAfter = async (turns: number) => {
      await close();
      asked = 0;
      return beside((apdu) => {
        if (apdu[1] !== 0xf8) return done();
        asked += 1;
        return done(asked > turns ? '00000002' : '00000001');
      });
    };
    let acted = false;
    const before = withYubikey(await changesAfter(1), '1', 5000, async () => (acted = true));
    await expect(before).rejects.toMatchObject({ found: ['2'] });
    expect(acted).toBe(false);
    const after = withYubikey(await changesAfter(2), '1', 5000, async () => (acted = true));
    await expect(after).rejects.toMatchObject({ kind: 'removed' });
    expect(acted).toBe(true);
  });

  it.each<readonly [string, CardAnswer, object]>([
    ['is gone by then', 'drop', { kind: 'lost' }],
    ['tells its serial no more', refused(0x6f00), { kind: 'removed' }],
    ['is still there', done('00a98ac7'), { status: 0x959a }],
  ])('that refuses in the middle of an act is asked whether it %s', async (_, then, error) => {
    let acted = 0;
    const started = await startFalseService({
      readers: [good],
      card: (apdu) => {
        acted += Number(apdu[1] === 0x47);
        if (apdu[1] === 0x47) return refused(0x959a);
        return acted > 0 ? then : honest(apdu);
      },
    });
    close = started.close;
    const act = withYubikey(new SmartCardService(started.socket), '11111111', 5000, (card) =>
      send(card, { instruction: 0x47 }),
    );
    await expect(act).rejects.toMatchObject(error);
    expect(acted).toBe(1);
  });

  it('that tells of its tries is not asked more', async () => {
    const asked: number[] = [];
    const started = await startFalseService({
      readers: [good],
      card: (apdu) => {
        asked.push(apdu[1] ?? 0);
        return apdu[1] === 0x20 ? refused(0x63c1) : honest(apdu);
      },
    });
    close = started.close;
    const act = withYubikey(new SmartCardService(started.socket), '11111111', 5000, (card) =>
      verifyPin(card, '654321'),
    );
    await expect(act).rejects.toMatchObject({ triesLeft: 1 });
    expect(asked.at(-1)).toBe(0x20);
  });

  it('is not asked at all in a reader that is none of Yubico’s', async () => {
    let asked = false;
    const started = await startFalseService({
      readers: ['Bank card reader'],
      card: () => ((asked = true), done()),
    });
    close = started.close;
    expect(await serialsByReader(new SmartCardService(started.socket))).toEqual([]);
    expect(asked).toBe(false);
  });
});
