import { describe, expect, it } from 'vitest';
import { useCall, type Station } from '../../renderer/calls.ts';
import { plainProblem, ProblemError } from '../../src/contract/problem.ts';
import { askedStation, hookOf } from './asked-station.tsx';

describe('a call that a person makes', () => {
  it('is begun once, however often it is pressed before it has ended', async () => {
    const { station, asked } = askedStation({ 'station.info': { name: 'x' } });
    const call = hookOf(() => useCall('station.info'), station);
    const [first, second] = await Promise.all([call.run(null), call.run(null)]);
    expect(asked).toHaveLength(1);
    expect([first, second]).toEqual([{ name: 'x' }, null]);
    await call.run(null);
    expect(asked).toHaveLength(2);
  });

  it('that main refuses gives nothing, is not done, and can be made again', async () => {
    const asked: string[] = [];
    const refusing = {
      call: (method: string) => {
        asked.push(method);
        const problem = plainProblem('host.not-ready', 'two are missing', { hint: 'Wait.' });
        return Promise.reject(new ProblemError(problem));
      },
      on: () => () => undefined,
    } as unknown as Station;
    const call = hookOf(() => useCall('host.stage'), refusing);
    expect(await call.run(null)).toBeNull();
    expect(await call.did(null)).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('of a method that answers nothing was done all the same', async () => {
    const { station } = askedStation({ 'evidence.accept': null });
    const call = hookOf(() => useCall('evidence.accept'), station);
    expect(await call.did(null)).toBe(true);
  });

  it('asks main to stop, and waits for what main says: the act may have happened', async () => {
    let stop: AbortSignal | undefined;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const station = {
      call: (_method: string, _input: unknown, options: { signal: AbortSignal }) => {
        stop = options.signal;
        return promise;
      },
      on: () => () => undefined,
    } as unknown as Station;
    const call = hookOf(() => useCall('host.stage'), station);
    const answer = call.run(null);
    expect(stop?.aborted).toBe(false);
    call.cancel();
    expect(stop?.aborted).toBe(true);
    resolve({ headline: 'It was staged' });
    expect(await answer).toEqual({ headline: 'It was staged' });
  });

  it('that is cancelled before it was made stops nothing', () => {
    const { station, asked } = askedStation({});
    hookOf(() => useCall('host.stage'), station).cancel();
    expect(asked).toEqual([]);
  });

  it('needs a station above the page', () => {
    expect(() => hookOf(() => useCall('host.stage'), null as unknown as Station)).toThrow(
      'no station above this component',
    );
  });
});
