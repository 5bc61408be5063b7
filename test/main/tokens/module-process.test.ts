import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ChildPort } from '../../../main/tokens/child-port.ts';
import { HostFailure } from '../../../main/tokens/host-failure.ts';
import { FaultAnswer, ModuleProcess } from '../../../main/tokens/module-process.ts';
import type { Asked } from '../../../main/tokens/wire.ts';

/** A port whose other end is the test. */
class TestPort implements ChildPort {
  readonly sent: string[] = [];
  killed = 0;
  left = 0;
  text: (text: string) => void = () => {};
  end: () => void = () => {};
  garbage: () => void = () => {};
  send(text: string): void {
    this.sent.push(text);
  }
  onText(listener: (text: string) => void): void {
    this.text = listener;
  }
  onEnd(listener: () => void): void {
    this.end = listener;
  }
  onGarbage(listener: () => void): void {
    this.garbage = listener;
  }
  kill(): void {
    this.killed += 1;
  }
  leave(): void {
    this.left += 1;
  }
}

const look = { op: 'look', keys: 'all' } as const;
const sign = {
  op: 'sign',
  serial: '11111111',
  scheme: 'ecdsa-sha2-nistp256',
  pin: 'Quiet7ok',
  keyId: '02',
  spkiDigest: 'ab'.repeat(32),
  purpose: 'challenge',
  bytes: 'AAAA',
} as const;
const Result = z.strictObject({ n: z.int() });

function started() {
  const port = new TestPort();
  const child = new ModuleProcess(port);
  const ask = (deadline = 1000, signal?: AbortSignal) =>
    child.ask(look, Result, { deadline, signal }).then(
      (value) => value,
      (error: unknown) => error,
    );
  return { port, child, ask };
}

function kindOf(outcome: unknown): string {
  return outcome instanceof HostFailure
    ? `${outcome.kind} ${outcome.sent ? 'sent' : 'unsent'}`
    : '';
}

describe('one life of a child', () => {
  it('matches answers with their requests, in any order', async () => {
    const { port, ask } = started();
    const both = Promise.all([ask(), ask()]);
    expect(port.sent).toEqual([
      '{"op":"look","keys":"all","id":1}',
      '{"op":"look","keys":"all","id":2}',
    ]);
    port.text('{"id":2,"ok":true,"result":{"n":2}}');
    port.text('{"id":1,"ok":true,"result":{"n":1}}');
    expect(await both).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('carries a fault to where its words are chosen', async () => {
    const { port, ask } = started();
    const asked = ask();
    port.text('{"id":1,"ok":false,"fault":{"kind":"refused","code":"absent"}}');
    const outcome = await asked;
    expect(outcome).toBeInstanceOf(FaultAnswer);
    expect(outcome).toMatchObject({ fault: { kind: 'refused', code: 'absent' } });
    expect(port.killed).toBe(0);
  });

  it.each([
    '',
    'hello',
    '{}',
    'null',
    '[1]',
    '{"id":9,"ok":true,"result":{"n":1}}',
    '{"id":"1","ok":true,"result":{"n":1}}',
    '{"id":1,"ok":1,"result":{"n":1}}',
    '{"id":1,"ok":true,"result":{"n":1},"more":0}',
    '{"id":1,"ok":true,"result":{"n":1.5}}',
    '{"id":1,"ok":true,"result":{"n":1,"__proto__":{}}}',
    '{"id":1,"ok":true}',
    '{"id":1,"ok":false,"fault":{"kind":"refused","code":"made up"}}',
    '{"id":1,"ok":false,"fault":{"kind":"cryptoki","code":-1,"stage":"sign","flags":0,"elapsed":0}}',
    '{"id":1,"ok":false,"fault":{"kind":"cryptoki","code":1,"stage":"x","flags":0,"elapsed":0}}',
    '{"id":1,"ok":false,"fault":"0123"}',
  ])('ends with an answer that makes no sense (%s)', async (text) => {
    const { port, child, ask } = started();
    const asked = ask();
    port.text(text);
    expect(kindOf(await asked)).toBe('garbage sent');
    expect(port.killed).toBe(1);
    expect(child.over).toBe('garbage');
    expect(kindOf(await ask())).toBe('garbage unsent');
  });

  it('tells once that a token is asked for a signature, before the answer', async () => {
    const { port, child } = started();
    const told: string[] = [];
    const asked = child
      .ask(sign, Result, { deadline: 1000, onSigning: () => void told.push('signing') })
      .then(({ n }) => void told.push(`answer ${n}`));
    port.text('{"id":1,"about":"signing"}');
    expect(told).toEqual(['signing']);
    port.text('{"id":1,"ok":true,"result":{"n":7}}');
    await asked;
    expect(told).toEqual(['signing', 'answer 7']);
    expect(port.killed).toBe(0);
  });

  it('takes the announcement of a signature also where nobody listens', async () => {
    const { port, child } = started();
    const asked = child.ask(sign, Result, { deadline: 1000 });
    port.text('{"id":1,"about":"signing"}');
    port.text('{"id":1,"ok":true,"result":{"n":7}}');
    expect(await asked).toEqual({ n: 7 });
  });

  it.each([
    ['for a request that is no signature', look, ['{"id":1,"about":"signing"}']],
    ['for a request that nobody made', sign, ['{"id":2,"about":"signing"}']],
    ['twice', sign, ['{"id":1,"about":"signing"}', '{"id":1,"about":"signing"}']],
    ['in another form', sign, ['{"id":1,"about":"signing","pin":"123456"}']],
  ])('ends with an announcement %s', async (_, request, texts) => {
    const { port, child } = started();
    let told = 0;
    const asked = child.ask(request, Result, { deadline: 1000, onSigning: () => (told += 1) });
    const outcome = asked.catch((error: unknown) => error);
    for (const text of texts) port.text(text);
    expect(kindOf(await outcome)).toBe('garbage sent');
    expect(told).toBe(texts.length - 1);
    expect(port.killed).toBe(1);
  });

  it('ends with an answer that comes twice', async () => {
    const { port, child, ask } = started();
    const asked = ask();
    port.text('{"id":1,"ok":true,"result":{"n":1}}');
    port.text('{"id":1,"ok":true,"result":{"n":2}}');
    expect(await asked).toEqual({ n: 1 });
    expect(child.over).toBe('garbage');
  });

  it('never throws at the station, whatever comes in', async () => {
    const texts = fc.array(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(texts, async (lines) => {
        const { port, child, ask } = started();
        const asked = ask();
        for (const line of lines) port.text(line);
        expect(kindOf(await asked)).toBe('garbage sent');
        expect(child.over).toBe('garbage');
      }),
    );
  });

  it('ends when a request runs out of time; others were interrupted', async () => {
    const { port, child, ask } = started();
    const [slow, other] = [ask(20), ask()];
    expect(kindOf(await slow)).toBe('timeout sent');
    expect(kindOf(await other)).toBe('interrupted sent');
    expect(child.over).toBe('timeout');
    expect(port.killed).toBe(1);
    port.text('{"id":1,"ok":true,"result":{"n":1}}');
    expect(child.over).toBe('timeout');
  });

  it('ends when a request is cancelled; one that was cancelled before is not sent', async () => {
    const { port, child, ask } = started();
    const cancel = new AbortController();
    const asked = ask(1000, cancel.signal);
    cancel.abort();
    expect(kindOf(await asked)).toBe('cancelled sent');
    expect(port.killed).toBe(1);
    const fresh = started();
    expect(kindOf(await fresh.ask(1000, cancel.signal))).toBe('cancelled unsent');
    expect(fresh.port.sent).toEqual([]);
    expect(child.over).toBe('cancelled');
  });

  it.each<[Asked, 'killed' | 'left']>([
    [look, 'killed'],
    [sign, 'killed'],
    [{ op: 'init-pin', serial: '11111111', soPin: '87654321', pin: 'Quiet7ok' }, 'left'],
    [{ op: 'change-pin', serial: '11111111', pin: 'Quiet7ok', next: 'Quiet8ok' }, 'left'],
    [{ op: 'init-token', label: 'practice', soPin: '87654321' }, 'left'],
    [
      {
        op: 'make-key',
        serial: '11111111',
        scheme: 'ed25519',
        pin: 'Quiet7ok',
        label: 'key',
        keyId: '02',
      },
      'left',
    ],
    [
      {
        op: 'remove-key',
        serial: '11111111',
        pin: 'Quiet7ok',
        keyId: '02',
        spkiDigest: 'ab'.repeat(32),
      },
      'left',
    ],
  ])('that is closed is left to end what it writes (%o: %s)', async (asked, way) => {
    const { port, child } = started();
    const outcome = child.ask(asked, Result, { deadline: 1000 }).catch((error: unknown) => error);
    child.close();
    expect(kindOf(await outcome)).toBe('closed sent');
    expect({ killed: port.killed, left: port.left }).toEqual({ killed: 0, left: 0, [way]: 1 });
  });

  it('that is closed when a writing has ended is killed', async () => {
    const { port, child } = started();
    const asked = child.ask({ op: 'init-token', label: '', soPin: '87654321' }, Result, {
      deadline: 1000,
    });
    port.text('{"id":1,"ok":true,"result":{"n":1}}');
    await asked;
    child.close();
    expect({ killed: port.killed, left: port.left }).toEqual({ killed: 1, left: 0 });
  });

  it('that is over by itself fails what was under way', async () => {
    const { port, child, ask } = started();
    const asked = ask();
    port.end();
    expect(kindOf(await asked)).toBe('crashed sent');
    await child.ended;
  });

  it('is over when what it sends has no end', async () => {
    const { port, ask } = started();
    const asked = ask();
    port.garbage();
    expect(kindOf(await asked)).toBe('garbage sent');
    expect(port.killed).toBe(1);
  });
});
