import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OperationQueue } from '../../../main/tokens/operation-queue.ts';

/** Work that ends when it is told to. */
function controlled(log: string[], name: string) {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const work = async () => {
    log.push(`${name} begins`);
    await done;
    log.push(`${name} ends`);
  };
  return { work, end: () => resolve() };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the order of operations', () => {
  it('is first come, first served on one token', async () => {
    const queue = new OperationQueue();
    const log: string[] = [];
    const [one, two] = [controlled(log, 'one'), controlled(log, 'two')];
    const both = Promise.all([queue.run('a', one.work), queue.run('a', two.work)]);
    await soon();
    expect(log).toEqual(['one begins']);
    one.end();
    two.end();
    await both;
    expect(log).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
    expect(queue.idle).toBe(true);
  });

  it('lets two tokens work side by side', async () => {
    const queue = new OperationQueue();
    const log: string[] = [];
    const [one, two] = [controlled(log, 'one'), controlled(log, 'two')];
    const both = Promise.all([queue.run('a', one.work), queue.run('b', two.work)]);
    await soon();
    expect(log).toEqual(['one begins', 'two begins']);
    one.end();
    two.end();
    await both;
  });

  it('lets one work at a time where the module allows no threads', async () => {
    const queue = new OperationQueue();
    queue.concurrent = false;
    const log: string[] = [];
    const [one, two] = [controlled(log, 'one'), controlled(log, 'two')];
    const both = Promise.all([queue.run('a', one.work), queue.run('b', two.work)]);
    await soon();
    expect(log).toEqual(['one begins']);
    one.end();
    two.end();
    await both;
  });

  it('gives what runs alone its turn before what came later', async () => {
    const queue = new OperationQueue();
    const log: string[] = [];
    const works = ['first', 'alone', 'later'].map((name) => controlled(log, name));
    const [first, alone, later] = works;
    if (first === undefined || alone === undefined || later === undefined) throw new Error();
    const all = Promise.all([
      queue.run('a', first.work),
      queue.run(null, alone.work),
      queue.run('b', later.work),
    ]);
    await soon();
    expect(log).toEqual(['first begins']);
    first.end();
    await soon();
    expect(log.at(-1)).toBe('alone begins');
    alone.end();
    later.end();
    await all;
    expect(log.slice(-2)).toEqual(['later begins', 'later ends']);
  });

  it('goes on after a failure', async () => {
    const queue = new OperationQueue();
    const failed = queue.run('a', () => Promise.reject(new Error('no')));
    await expect(failed).rejects.toThrow('no');
    expect(await queue.run('a', () => Promise.resolve(7))).toBe(7);
  });

  it('forgets what was cancelled before its turn', async () => {
    const queue = new OperationQueue();
    const log: string[] = [];
    const one = controlled(log, 'one');
    const cancel = new AbortController();
    const first = queue.run('a', one.work);
    const second = queue.run('a', () => Promise.resolve(log.push('never')), cancel.signal);
    const third = queue.run('a', () => Promise.resolve(log.push('third')));
    cancel.abort(new Error('stop'));
    await expect(second).rejects.toThrow('stop');
    one.end();
    await Promise.all([first, third]);
    expect(log).toEqual(['one begins', 'one ends', 'third']);
    await expect(
      queue.run('a', () => Promise.resolve(log.push('never')), cancel.signal),
    ).rejects.toThrow('stop');
    expect(queue.idle).toBe(true);
  });

  it('holds for every mix: one a token, alone means alone, all end', async () => {
    const lanes = fc.array(fc.constantFrom('a', 'b', 'c', null), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(lanes, async (mix) => {
        const queue = new OperationQueue();
        const running: (string | null)[] = [];
        let ended = 0;
        await Promise.all(
          mix.map((lane) =>
            queue.run(lane, async () => {
              const clash = running.filter(
                (each) => each === lane || each === null || lane === null,
              );
              expect(clash).toEqual([]);
              running.push(lane);
              await Promise.resolve();
              running.splice(running.indexOf(lane), 1);
              ended += 1;
            }),
          ),
        );
        expect(ended).toBe(mix.length);
        expect(queue.idle).toBe(true);
      }),
    );
  });

  it('is full at 256', async () => {
    const queue = new OperationQueue();
    const one = controlled([], 'one');
    const all = Array.from({ length: 257 }, () => queue.run('a', one.work));
    expect(queue.full).toBe(true);
    one.end();
    await Promise.all(all);
    expect(queue.full).toBe(false);
  });
});
