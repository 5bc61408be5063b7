import { describe, expect, it } from 'vitest';
import { connect } from '../../src/contract/connect.ts';
import { ProblemError } from '../../src/contract/problem.ts';
import { serve } from '../../src/contract/serve.ts';
import type { Problem } from '../../src/contract/values.ts';
import { pair } from './pair.ts';
import { smallContract, smallHandlers } from './small-contract.ts';

function both() {
  const [main, page] = pair();
  const lines: string[] = [];
  const server = serve(smallContract, smallHandlers, main, (line) => lines.push(line));
  return { server, client: connect(smallContract, page), lines };
}

async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problem;
}

describe('a call', () => {
  it('is answered', async () => {
    const { client } = both();
    expect(await client.call('pin.check', { pin: '1234' })).toEqual({ tries: 3 });
  });

  it('reports progress in order, and nothing after its answer', async () => {
    const { client } = both();
    const seen: number[] = [];
    const answer = await client.call(
      'count.up',
      { to: 5 },
      { onProgress: ({ done }) => seen.push(done) },
    );
    expect(answer).toBe(5);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('is told apart from others that run at once', async () => {
    const { client } = both();
    const answers = await Promise.all([7, 3, 9].map((to) => client.call('count.up', { to })));
    expect(answers).toEqual([7, 3, 9]);
  });

  it('rejects with everything that the error says to a person', async () => {
    const { client } = both();
    expect(await problemOf(client.call('pin.check', { pin: '9999' }))).toEqual({
      code: 'pin.wrong',
      message: 'That was not the PIN',
      expected: 'the PIN of the token',
      found: null,
      place: '24617802',
      hint: 'Two tries left.',
      notDone: ['Nothing was signed'],
    });
  });
});

describe('what came in is never said again', () => {
  it('names path and kind of a bad input only', async () => {
    const { client, lines } = both();
    const short = await problemOf(client.call('pin.check', { pin: 'abc' }));
    expect(short).toMatchObject({ code: 'rpc.bad-input', place: 'pin: too_small' });
    const deep = { pin: 'hunter22', deep: [1, 2, 'hunter22' as unknown as number] };
    const typed = await problemOf(client.call('pin.check', deep));
    expect(typed).toMatchObject({ place: 'deep.2: invalid_type' });
    const extra = await problemOf(
      client.call('pin.check', { pin: '1234', hunter22: 1 } as unknown as { pin: string }),
    );
    expect(extra).toMatchObject({ code: 'rpc.bad-input', place: ': unrecognized_keys' });
    expect(JSON.stringify([short, typed, extra, lines])).not.toContain('hunter22');
    expect(JSON.stringify([short, typed, extra, lines])).not.toContain('abc');
  });

  it('makes any other error `internal`, in fixed words', async () => {
    const { client, lines } = both();
    const broken = await problemOf(client.call('break.down', null));
    expect(broken.code).toBe('internal');
    const wrong = await problemOf(client.call('answer.wrongly', null));
    expect(wrong).toEqual(broken);
    expect(JSON.stringify([broken, lines])).not.toContain('1234');
    expect(lines[0]).toMatch(/^break\.down stopped: TypeError at /);
  });
});

describe('a cancelled call', () => {
  it('is settled by what main answers', async () => {
    const { client } = both();
    const abort = new AbortController();
    const call = client.call('wait.forever', null, { signal: abort.signal });
    setTimeout(() => abort.abort(), 5);
    expect((await problemOf(call)).code).toBe('cancelled');
  });

  it('still gives the answer when the act was done before', async () => {
    const { client } = both();
    const abort = new AbortController();
    const call = client.call('pin.check', { pin: '1234' }, { signal: abort.signal });
    abort.abort();
    expect(await call).toEqual({ tries: 3 });
  });

  it('is not sent when it was cancelled before', async () => {
    const { client, lines } = both();
    const problem = await problemOf(
      client.call('break.down', null, { signal: AbortSignal.abort() }),
    );
    expect(problem.code).toBe('cancelled');
    expect(lines).toEqual([]);
  });
});

describe('an event', () => {
  it('reaches every listener until it stops listening', async () => {
    const { client, server } = both();
    const first: number[] = [];
    const second: number[] = [];
    const stop = client.on('count.changed', ({ count }) => first.push(count));
    client.on('count.changed', ({ count }) => second.push(count));
    server.emit('count.changed', { count: 1 });
    await Promise.resolve();
    stop();
    server.emit('count.changed', { count: 2 });
    await Promise.resolve();
    expect(first).toEqual([1]);
    expect(second).toEqual([1, 2]);
  });

  it('that is not of the contract is not sent', () => {
    const { server } = both();
    expect(() => server.emit('count.changed', { count: 0.5 })).toThrow('invalid_type');
  });
});
