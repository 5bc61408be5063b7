import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/contract/connect.ts';
import { MAX_FRAME } from '../../src/contract/frame.ts';
import { serve } from '../../src/contract/serve.ts';
import { recorder } from './pair.ts';
import { smallContract, smallHandlers } from './small-contract.ts';

function served() {
  const page = recorder();
  const lines: string[] = [];
  const server = serve(smallContract, smallHandlers, page.bridge, (line) => lines.push(line));
  return { ...page, lines, server };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 1));
const call = (id: number, method: string, value: unknown = null) => ({
  t: 'call',
  id,
  method,
  value,
});

describe('main', () => {
  it.each([
    ['no JSON', 'x'],
    ['nothing', ''],
    ['a number', '1'],
    ['an array', '[]'],
    ['an unknown kind', '{"t":"eval","id":1}'],
    ['an answer, which only main gives', '{"t":"ok","id":1,"value":null}'],
    ['a fraction as number', '{"t":"call","id":0.5,"method":"pin.check","value":null}'],
    ['a number below zero', '{"t":"call","id":-1,"method":"pin.check","value":null}'],
    [
      'a number beyond 2^53',
      '{"t":"call","id":9007199254740993,"method":"pin.check","value":null}',
    ],
    ['a further member', '{"t":"cancel","id":1,"x":1}'],
    ['a method with a long name', JSON.stringify(call(1, 'x'.repeat(65)))],
  ])('drops %s', async (_what, text) => {
    const { sayText, posted, lines } = served();
    sayText(text);
    await settle();
    expect(posted).toEqual([]);
    expect(lines).toEqual(['a malformed frame was dropped']);
  });

  it('drops a frame that is too long, unread', () => {
    const { sayText, posted, lines } = served();
    sayText(JSON.stringify(call(1, 'pin.check', 'x'.repeat(MAX_FRAME))));
    expect(posted).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  it.each(['nope', 'toString', '__proto__', 'constructor', 'hasOwnProperty', ''])(
    'knows no method %j',
    (method) => {
      const { say, posted } = served();
      say(call(1, method));
      expect(posted).toMatchObject([{ t: 'err', id: 1, problem: { code: 'rpc.unknown-method' } }]);
    },
  );

  it('drops a call with the number of one that runs', async () => {
    const { say, posted, lines } = served();
    say(call(1, 'wait.forever'));
    say(call(1, 'pin.check', { pin: '1234' }));
    await settle();
    expect(posted).toEqual([]);
    expect(lines).toHaveLength(1);
  });

  it('refuses the 65th call at once, and takes calls again when others are done', async () => {
    const { say, posted } = served();
    for (let id = 0; id < 65; id += 1) say(call(id, 'wait.forever'));
    expect(posted).toMatchObject([{ t: 'err', id: 64, problem: { code: 'rpc.busy' } }]);
    say({ t: 'cancel', id: 3 });
    await settle();
    say(call(100, 'pin.check', { pin: '1234' }));
    await settle();
    expect(posted.at(-1)).toEqual({ t: 'ok', id: 100, value: { tries: 3 } });
  });

  it('aborts what runs when it is closed, and says nothing more', async () => {
    const { say, posted, server, lines } = served();
    say(call(1, 'wait.forever'));
    server.close();
    server.emit('count.changed', { count: 1 });
    say(call(2, 'pin.check', { pin: '1234' }));
    await settle();
    expect(posted).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^wait\.forever stopped/);
  });

  it('answers any value of a call with ok or a problem that does not repeat it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string({ minLength: 12 }), async (value, secret) => {
        const { say, posted } = served();
        say(call(1, 'pin.check', { value, secret }));
        await settle();
        expect(posted).toHaveLength(1);
        expect(JSON.stringify(posted)).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
    );
  });

  it('lives through any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { sayText } = served();
        expect(() => sayText(text)).not.toThrow();
      }),
    );
  });
});

describe('the page', () => {
  it('lives through any text, and answers to calls that it did not make', () => {
    const main = recorder();
    connect(smallContract, main.bridge);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => main.sayText(text)).not.toThrow();
      }),
    );
    expect(() => main.say({ t: 'ok', id: 99, value: null })).not.toThrow();
    expect(() => main.say({ t: 'event', name: '__proto__', value: null })).not.toThrow();
    expect(main.posted).toEqual([]);
  });

  it('refuses an answer that is not of the contract', async () => {
    const main = recorder();
    const client = connect(smallContract, main.bridge);
    const answer = client.call('pin.check', { pin: '1234' });
    main.say({ t: 'ok', id: 0, value: { tries: 'three' } });
    await expect(answer).rejects.toMatchObject({ problem: { code: 'rpc.bad-reply' } });
  });

  it('hands on no progress and no event that is not of the contract', async () => {
    const main = recorder();
    const client = connect(smallContract, main.bridge);
    const seen: unknown[] = [];
    client.on('count.changed', (event) => seen.push(event));
    const answer = client.call('count.up', { to: 1 }, { onProgress: (step) => seen.push(step) });
    main.say({ t: 'progress', id: 0, value: { done: 'one' } });
    main.say({ t: 'event', name: 'count.changed', value: { count: '1' } });
    main.say({ t: 'progress', id: 0, value: { done: 1 } });
    main.say({ t: 'ok', id: 0, value: 1 });
    await answer;
    expect(seen).toEqual([{ done: 1 }]);
  });

  it('does not send a frame that main would drop unread', async () => {
    const main = recorder();
    const client = connect(smallContract, main.bridge);
    const answer = client.call('pin.check', { pin: 'x'.repeat(MAX_FRAME) });
    await expect(answer).rejects.toMatchObject({ problem: { code: 'rpc.too-long' } });
    expect(main.posted).toEqual([]);
  });
});
