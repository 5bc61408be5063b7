import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CeremonyTable } from '../../../main/station/desk.ts';
import type { OpenCeremony } from '../../../main/station/open-ceremony.ts';
import { Turns } from '../../../main/station/turns.ts';
import { idle } from './practice-station.ts';

/** As much of an open ceremony as the table touches. */
const open = (): OpenCeremony =>
  ({ folder: { close: async () => {} } }) as Partial<OpenCeremony> as OpenCeremony;

describe('acts that change something', () => {
  it('run one after another, in the order in which they were asked for', async () => {
    const turns = new Turns();
    const said: string[] = [];
    const act = turns.act(async (name: string) => {
      said.push(`${name} begins`);
      await pause(name === 'first' ? 20 : 1);
      said.push(`${name} ends`);
      return name;
    });
    expect(
      await Promise.all(['first', 'second', 'third'].map((name) => act(name, idle()))),
    ).toEqual(['first', 'second', 'third']);
    expect(said).toEqual(
      ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('go on after one that failed, and each hears its own end', async () => {
    const turns = new Turns();
    const act = turns.act(async (fails: boolean) => {
      await pause(1);
      if (fails) throw new RangeError('it stopped');
      return 'done';
    });
    const results = await Promise.allSettled([act(true, idle()), act(false, idle())]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('never begin when they were cancelled while they waited', async () => {
    const turns = new Turns();
    let begun = 0;
    const act = turns.act(async (milliseconds: number) => {
      begun += 1;
      await pause(milliseconds);
    });
    const stop = new AbortController();
    const first = act(20, idle());
    const second = act(
      0,
      idle(() => {}, stop.signal),
    );
    stop.abort();
    await first;
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect(begun).toBe(1);
  });

  it('pass the signal of their call on, and hear the end of the station by it', async () => {
    const turns = new Turns();
    const act = turns.act(async (_input: null, { signal }) => {
      const { promise, reject } = Promise.withResolvers<never>();
      signal.addEventListener('abort', () => reject(signal.reason));
      return promise;
    });
    const running = act(null, idle());
    const waiting = act(null, idle());
    await pause(1);
    const ended = turns.end();
    await expect(running).rejects.toMatchObject({ code: 'ceremony.closing' });
    await expect(waiting).rejects.toMatchObject({ code: 'ceremony.closing' });
    await ended;
    await expect(act(null, idle())).rejects.toMatchObject({ code: 'ceremony.closing' });
  });
});

describe('a call that only looks', () => {
  it('needs an open ceremony', async () => {
    await expect(new CeremonyTable().look(() => 1)).rejects.toMatchObject({
      code: 'ceremony.none-open',
    });
  });

  it('gives what it saw, and the error that it met', async () => {
    const table = new CeremonyTable();
    await table.place(open());
    expect(await table.look(async () => 'seen')).toBe('seen');
    await expect(table.look(() => Promise.reject(new RangeError('no')))).rejects.toThrow(
      RangeError,
    );
  });

  it.each([
    ['saw an empty folder', async () => null],
    ['could not see', () => Promise.reject(new RangeError('bad descriptor'))],
  ])('drops what it %s after the ceremony was closed', async (_what, answer) => {
    const table = new CeremonyTable();
    await table.place(open());
    const look = table.look(async () => {
      await pause(5);
      return answer();
    });
    await table.clear();
    await expect(look).rejects.toMatchObject({
      code: 'ceremony.none-open',
      message: 'the ceremony was closed meanwhile',
    });
  });
});
