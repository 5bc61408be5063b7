import { assert, asyncProperty, integer, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardFault } from '../../../../main/tokens/smart-card/card-fault.ts';
import type { Card } from '../../../../main/tokens/smart-card/card.ts';
import { send } from '../../../../main/tokens/yubikey/apdu.ts';
import { PivRefusal } from '../../../../main/tokens/yubikey/piv-status.ts';
import { done, refused } from '../smart-card/false-service.ts';

/** A card that gives these answers in turn, the last one for ever, and keeps what it was sent. */
function cardOf(...answers: readonly Buffer[]): Card & { readonly sent: Buffer[]; asked: number } {
  const card = {
    reader: 'test',
    sent: [] as Buffer[],
    asked: 0,
    async transmit(apdu: Buffer) {
      card.sent.push(Buffer.from(apdu));
      const answer = answers[Math.min(card.asked, answers.length - 1)];
      card.asked += 1;
      return Buffer.from(answer ?? []);
    },
  };
  return card;
}

describe('one command', () => {
  it('has instruction, parameters, and a length where there is data', async () => {
    const card = cardOf(done('0102'));
    expect(await send(card, { instruction: 0xfd })).toEqual(Buffer.from('0102', 'hex'));
    await send(card, { instruction: 0xa4, p1: 4, data: Buffer.from('a000', 'hex') });
    expect(card.sent.map((apdu) => apdu.toString('hex'))).toEqual([
      '00fd000000',
      '00a4040002a00000',
    ]);
  });

  it('is wiped after it was sent: it may hold a PIN', async () => {
    let kept: Buffer = Buffer.alloc(0);
    const card: Card = {
      reader: 'test',
      transmit: async (apdu) => {
        kept = apdu;
        return done();
      },
    };
    await send(card, { instruction: 0x20, data: Buffer.from('313233343536ffff', 'hex') });
    expect(kept.every((byte) => byte === 0)).toBe(true);
    const gone: Card = {
      reader: 'test',
      transmit: async (apdu) => {
        kept = apdu;
        throw new CardFault('removed');
      },
    };
    const secret = Buffer.from('313233343536ffff', 'hex');
    await expect(send(gone, { instruction: 0x20, data: secret })).rejects.toMatchObject({
      kind: 'removed',
    });
    expect(kept.every((byte) => byte === 0)).toBe(true);
  });

  it('collects an answer in parts', async () => {
    const card = cardOf(Buffer.from('aabb6102', 'hex'), done('ccdd'));
    expect((await send(card, { instruction: 0xcb })).toString('hex')).toBe('aabbccdd');
    expect(card.sent[1]?.toString('hex')).toBe('00c0000002');
  });

  it.each([
    ['parts without end', Buffer.concat([Buffer.alloc(256), refused(0x6100)])],
    ['empty parts without end', refused(0x6100)],
    ['no status', Buffer.from([0x90])],
    ['nothing at all', Buffer.alloc(0)],
  ])('ends where a card answers %s', async (_, answer) => {
    const card = cardOf(answer);
    await expect(send(card, { instruction: 0xcb })).rejects.toMatchObject({ kind: 'failed' });
    expect(card.asked).toBeLessThanOrEqual(65);
  });

  it('gives data only with status 9000, and says every other one', async () => {
    const statuses = integer({ min: 0, max: 0xffff }).filter((code) => code >> 8 !== 0x61);
    await assert(
      asyncProperty(uint8Array({ maxLength: 300 }), statuses, async (data, code) => {
        const answer = Buffer.concat([data, refused(code)]);
        const said = await send(cardOf(answer), { instruction: 0xcb }).catch((error) => error);
        expect(said).toEqual(code === 0x9000 ? Buffer.from(data) : new PivRefusal(code));
      }),
    );
  });

  it('never throws anything else, whatever a card answers', async () => {
    await assert(
      asyncProperty(uint8Array({ maxLength: 40 }), async (bytes) => {
        const said = await send(cardOf(Buffer.from(bytes)), { instruction: 0xf7 }).catch(
          (error) => error,
        );
        const typed = [Buffer, PivRefusal, CardFault].some((kind) => said instanceof kind);
        expect(typed).toBe(true);
      }),
    );
  });
});

describe('a refusal', () => {
  it.each([
    [0x63c3, 3],
    [0x63c0, 0],
    [0x63cf, 15],
    [0x6983, 0],
    [0x6982, null],
    [0x6300, null],
    [0x9000, null],
  ])('%i tells how many tries are left: %s', (code, tries) => {
    expect(new PivRefusal(code).triesLeft).toBe(tries);
  });

  it.each([0x20, 0x24, 0x2c, 0x47, 0x87, 0xdb])(
    'of instruction %i speaks of tries only if that is about a PIN',
    async (instruction) => {
      const error: unknown = await send(cardOf(refused(0x63c1)), { instruction }).catch(
        (thrown: unknown) => thrown,
      );
      const about = [0x20, 0x24, 0x2c].includes(instruction);
      expect(error).toMatchObject({ status: 0x63c1, triesLeft: about ? 1 : null });
    },
  );
});
