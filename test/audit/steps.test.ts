import { describe, expect, it } from 'vitest';
import { type AuditProgress, stepsOf } from '../../src/audit/steps.ts';
import type { Verifier } from '../../src/keys/verify.ts';

/** A verifier that says yes to everything, after telling that it was asked. */
const yes: Verifier = { name: 'yes', verify: (jobs) => Promise.resolve(jobs.map(() => true)) };
const jobs = (count: number) => Array.from({ length: count }, () => ({}) as never);

function told() {
  const said: AuditProgress[] = [];
  return { said, steps: stepsOf({ progress: (one) => void said.push(one) }) };
}

describe('the steps of an audit', () => {
  it('are counted, with their total where that is known', async () => {
    const { said, steps } = told();
    await steps.next('finding files', null);
    await steps.next('reading', 3);
    await steps.next('judging', 3);
    expect(said).toEqual([
      { done: 0, total: null, doing: 'finding files' },
      { done: 1, total: 8, doing: 'reading' },
      { done: 2, total: 8, doing: 'judging' },
    ]);
  });

  it('never say that more is done than there is', async () => {
    const { said, steps } = told();
    for (let count = 0; count < 9; count += 1) await steps.next('reading', 0);
    for (const { done, total } of said) expect(done).toBeLessThanOrEqual(total ?? 0);
  });

  it('tell how far one of them is, in groups of digits', async () => {
    const { said, steps } = told();
    await steps.next('reading', 1);
    await steps.within(1280, 'files');
    expect(said.at(-1)).toEqual({ done: 0, total: 6, doing: 'reading', part: '1,280 files' });
  });

  it('count signatures within a step, from nothing in the next', async () => {
    const { said, steps } = told();
    const verifier = steps.counting(yes);
    expect(verifier.name).toBe('yes');
    await steps.next('verifying', 1);
    expect(await verifier.verify(jobs(2))).toEqual([true, true]);
    await verifier.verify(jobs(3));
    await verifier.verify([]);
    await steps.next('verifying again', 1);
    await verifier.verify(jobs(1));
    expect(said.map(({ part }) => part)).toEqual([
      undefined,
      '2 signatures',
      '5 signatures',
      undefined,
      '1 signatures',
    ]);
  });

  it('wait for whoever listens', async () => {
    const order: string[] = [];
    const steps = stepsOf({
      progress: async ({ doing }) => {
        await Promise.resolve();
        order.push(doing);
      },
    });
    await steps.next('one', 1);
    order.push('after one');
    expect(order).toEqual(['one', 'after one']);
  });

  it('stop before the listener is asked, and after it stopped them', async () => {
    const stopped = stepsOf({
      signal: AbortSignal.abort(new Error('stopped')),
      progress: () => {
        throw new Error('never asked');
      },
    });
    await expect(stopped.next('reading', 1)).rejects.toThrow('stopped');
    const stop = new AbortController();
    const steps = stepsOf({
      signal: stop.signal,
      progress: () => stop.abort(new Error('stopped in between')),
    });
    await expect(steps.next('reading', 1)).rejects.toThrow('stopped in between');
    await expect(steps.counting(yes).verify(jobs(1))).rejects.toThrow('stopped in between');
  });

  it('go on by themselves where nobody listens', async () => {
    const steps = stepsOf({});
    await steps.next('reading', 1);
    await expect(steps.within(1, 'files')).resolves.toBeUndefined();
  });
});
