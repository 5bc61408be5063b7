import { describe, expect, it } from 'vitest';
import type { Act } from '../../../main/tokens/act.ts';
import type { ChildPort } from '../../../main/tokens/child-port.ts';
import { usualDeadlines } from '../../../main/tokens/deadlines.ts';
import { ModuleHost, type HostOptions } from '../../../main/tokens/module-host.ts';
import { NoResult, Request } from '../../../main/tokens/wire.ts';
import { rejection, until } from './tokens-under-test.ts';

const loaded = { library: 'x', version: '1.0', concurrent: true };

type Behaviour = (request: Request, child: ScriptedChild) => unknown;

/** A child without a process: it answers as the test says; `undefined` is no answer. */
class ScriptedChild implements ChildPort {
  readonly requests: Request[] = [];
  ended = false;
  readonly #behaviour: Behaviour;
  #text: (text: string) => void = () => {};
  #end: () => void = () => {};

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
  }
  send(text: string): void {
    const request = Request.parse(JSON.parse(text));
    this.requests.push(request);
    const answer = request.op === 'load' ? loaded : this.#behaviour(request, this);
    if (answer !== undefined) setImmediate(() => this.answer(request.id, answer));
  }
  answer(id: number, result: unknown): void {
    this.#text(JSON.stringify({ id, ok: true, result }));
  }
  say(text: string): void {
    this.#text(text);
  }
  onText(listener: (text: string) => void): void {
    this.#text = listener;
  }
  onEnd(listener: () => void): void {
    this.#end = listener;
  }
  onGarbage(): void {}
  leave(): void {}
  kill(): void {
    if (this.ended) return;
    this.ended = true;
    setImmediate(() => this.#end());
  }
}

function hosted(behaviour: Behaviour, options: Partial<HostOptions> = {}) {
  const children: ScriptedChild[] = [];
  const host = new ModuleHost(
    { path: '/lib/x.so', sha256: 'ab'.repeat(32), lock: null, database: null },
    {
      place: { entry: 'child', environment: {} },
      start: () => {
        const child = new ScriptedChild(behaviour);
        children.push(child);
        return child;
      },
      deadlines: usualDeadlines,
      ...options,
    },
  );
  return { host, children };
}

const act: Act = { kind: 'set-pin', serial: '1' };
const pin = { op: 'init-pin', serial: '1', soPin: 'x', pin: '48261937' } as const;
const setPin = { act, asked: pin, result: NoResult };

describe('the host of a module', () => {
  it('starts its process when it is first needed, and once', async () => {
    const { host, children } = hosted(() => null);
    expect(children).toHaveLength(0);
    await Promise.all([host.ask('1', setPin), host.ask('2', setPin), host.ask('3', setPin)]);
    expect(children).toHaveLength(1);
    const ops = children[0]?.requests.map(({ op }) => op);
    expect(ops).toEqual(['load', 'init-pin', 'init-pin', 'init-pin']);
    await host.close();
  });

  it('gives the module its path, digest and lock', async () => {
    const { host, children } = hosted(() => null);
    await host.ask('1', setPin);
    expect(children[0]?.requests[0]).toMatchObject({
      path: '/lib/x.so',
      sha256: 'ab'.repeat(32),
      lock: null,
      database: null,
    });
    await host.close();
  });

  it('ends a process that saw a PIN once it is idle, and starts another when needed', async () => {
    const { host, children } = hosted(() => null, { retireAfter: 30 });
    await host.ask('1', setPin);
    await until(() => children[0]?.ended === true);
    await host.ask('1', setPin);
    expect(children).toHaveLength(2);
    await host.close();
  });

  it('lets a process live that saw none', async () => {
    const { host, children } = hosted(() => ({ tokens: [] }), { retireAfter: 10 });
    await host.look('all');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(children[0]?.ended).toBe(false);
    await host.close();
  });

  it('waits longer after each failure in a row, then refuses for a while', async () => {
    const { host, children } = hosted((_request, child) => child.say('garbage'));
    const codes: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      codes.push((await rejection(host.ask('1', setPin))).code);
    }
    expect(codes.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => 'module.lies'));
    expect(codes.slice(4)).toEqual(['module.fault', 'module.fault']);
    expect(children).toHaveLength(4);
    expect(host.resting).toBe(true);
    await host.close();
  });

  it('forgets failures after a success', async () => {
    let asked = 0;
    const { host } = hosted((_request, child) => {
      asked += 1;
      return asked % 2 === 1 ? child.say('garbage') : null;
    });
    for (let round = 0; round < 6; round += 1) {
      expect((await rejection(host.ask('1', setPin))).code).toBe('module.lies');
      await host.ask('1', setPin);
    }
    expect(host.resting).toBe(false);
    await host.close();
  });

  it('looks a second time in a fresh process, and no third time', async () => {
    let looks = 0;
    const fault = { kind: 'cryptoki', code: 0x30, stage: 'look', flags: null, elapsed: 1 };
    const { host, children } = hosted((request, child) => {
      looks += 1;
      child.say(JSON.stringify({ id: request.id, ok: false, fault }));
    });
    const error = await rejection(host.look('new'));
    expect(['token.removed', 'module.service-not-running']).toContain(error.code);
    expect(looks).toBeLessThanOrEqual(2);
    expect(children.length).toBe(looks);
    await host.close();
  });

  it('sends an operation once, whatever comes back', async () => {
    const fault = { kind: 'cryptoki', code: 0x32, stage: 'login', flags: null, elapsed: 1 };
    const { host, children } = hosted((request, child) => {
      child.say(JSON.stringify({ id: request.id, ok: false, fault }));
    });
    expect((await rejection(host.ask('1', setPin))).code).toBe('token.removed');
    expect(children.flatMap(({ requests }) => requests.map(({ op }) => op))).toEqual([
      'load',
      'init-pin',
    ]);
    await host.close();
  });

  it('refuses more than it can hold', async () => {
    const { host } = hosted(() => undefined);
    const all = Array.from({ length: 258 }, () => rejection(host.ask('1', setPin)));
    const last = await all.at(-1);
    expect(last).toMatchObject({ code: 'token.busy', place: '1' });
    expect(last?.notDone).toEqual(['Nothing was sent to the token']);
    await host.close();
    const codes = new Set((await Promise.all(all)).map(({ code }) => code));
    expect(codes).toEqual(new Set(['token.busy', 'token.closed']));
  });

  it('runs what has to be done while nothing else is', async () => {
    const log: string[] = [];
    const { host } = hosted((request, child) => {
      log.push('asked');
      setTimeout(() => {
        log.push('answered');
        child.answer(request.id, null);
      }, 30);
    });
    await Promise.all([
      host.ask('1', setPin),
      host.whileIdle(() => Promise.resolve(log.push('idle'))),
      host.ask('2', setPin),
    ]);
    expect(log).toEqual(['asked', 'answered', 'idle', 'asked', 'answered']);
    expect(host.idle).toBe(true);
    await host.close();
  });

  it('does not start beside a process that does not end', { timeout: 20_000 }, async () => {
    const { host, children } = hosted((_request, child) => {
      child.ended = true; // killed, but it never goes
      child.say('garbage');
    });
    expect((await rejection(host.ask('1', setPin))).code).toBe('module.lies');
    const error = await rejection(host.ask('1', setPin));
    expect(error).toMatchObject({ code: 'module.fault', notDone: ['No PIN was set'] });
    expect(children).toHaveLength(1);
  });

  it('fails what is under way when it closes, and everything after', async () => {
    const { host, children } = hosted(() => undefined);
    const asked = rejection(host.ask('1', setPin));
    await until(() => children[0]?.requests.length === 2);
    await host.close();
    expect((await asked).code).toBe('token.closed');
    expect((await rejection(host.ask('1', setPin))).code).toBe('token.closed');
    expect(children).toHaveLength(1);
  });
});
