import { afterEach, describe, expect, it } from 'vitest';
import { SmartCardService } from '../../../../main/tokens/smart-card/card.ts';
import { cardFault } from '../../../../main/tokens/smart-card/card-fault.ts';
import { command } from '../../../../main/tokens/smart-card/pcsc-messages.ts';
import { type CardAnswer, done, type FalseService, startFalseService } from './false-service.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

const reader = 'Yubico YubiKey 00 00';
async function serviceOf(parts: Partial<FalseService> = {}): Promise<SmartCardService> {
  const started = await startFalseService({ readers: [reader], card: () => done(), ...parts });
  close = started.close;
  return new SmartCardService(started.socket);
}
const asked = (service: SmartCardService, milliseconds = 2000) =>
  service.exclusively(reader, milliseconds, (card) =>
    card.transmit(Buffer.from('00fd000000', 'hex')),
  );

describe('a conversation with the smart card service', () => {
  it('lists readers, and carries a command to the card in one and its answer back', async () => {
    const sent: string[] = [];
    const service = await serviceOf({
      card: (apdu, name) => {
        sent.push(`${name} ${apdu.toString('hex')}`);
        return done('050403');
      },
    });
    expect(await service.readers()).toEqual([{ name: reader, occupied: true }]);
    expect((await asked(service)).toString('hex')).toBe('0504039000');
    expect(sent).toEqual([`${reader} 00fd000000`]);
  });

  it.each<readonly [string, CardAnswer, string]>([
    ['drops the connection', 'drop', 'lost'],
    ['never answers', 'hang', 'no-answer'],
    ['floods', 'flood', 'failed'],
    ['says that its answer has four gigabytes', 'long', 'failed'],
    ['answers without a status', 'short', 'failed'],
  ])('ends where the service %s', async (_, misdeed, kind) => {
    const service = await serviceOf({ card: () => misdeed });
    await expect(asked(service, misdeed === 'hang' ? 200 : 5000)).rejects.toMatchObject({ kind });
  });

  it('takes back a promise that the card did not keep, and leaves the next one alone', async () => {
    let first = true;
    const service = await serviceOf({
      card: () => {
        const answer = first ? 'drop' : done('01');
        first = false;
        return answer;
      },
    });
    await expect(asked(service)).rejects.toMatchObject({ kind: 'lost' });
    expect((await asked(service)).toString('hex')).toBe('019000');
  });

  it.each([
    [command.version, 0x8010001d, 'other-service'],
    [command.establish, 0x8010001d, 'other-service'],
    [command.connect, 0x8010000b, 'in-use'],
    [command.connect, 0x80100009, 'removed'],
    [command.begin, 0x80100068, 'removed'],
  ])('ends where command %i is refused with %i', async (refusedCommand, code, kind) => {
    const service = await serviceOf({ status: { [refusedCommand]: code } });
    await expect(asked(service)).rejects.toMatchObject({ kind });
  });

  it('ends where bytes come that nobody asked for: they would be read as the next answer', async () => {
    const service = await serviceOf({ card: () => 'more' });
    const twice = service.exclusively(reader, 2000, async (card) => {
      await card.transmit(Buffer.from('00fd000000', 'hex'));
      await new Promise((resolve) => setImmediate(resolve));
      return card.transmit(Buffer.from('00fd000000', 'hex'));
    });
    await expect(twice).rejects.toMatchObject({ kind: 'failed' });
  });

  it('gives the result of an act also where the card cannot be let go', async () => {
    const service = await serviceOf({ status: { [command.end]: 0x80100069 } });
    expect((await asked(service)).toString('hex')).toBe('9000');
  });

  it('says that nothing listens', async () => {
    const nobody = new SmartCardService('/nonexistent/pcscd.comm');
    await expect(nobody.readers()).rejects.toMatchObject({ kind: 'no-service' });
  });
});

describe('a status of PC/SC', () => {
  it.each([
    [0x8010000b, 'in-use'],
    [0x80100069, 'removed'],
    [0x80100017, 'removed'],
    [0x8010001d, 'other-service'],
    [0x80100001, 'failed'],
    [0xffffffff, 'failed'],
  ])('%i is %s', (code, kind) => {
    expect(cardFault(code).kind).toBe(kind);
    expect(cardFault(code).message).toBe(kind);
  });
});
