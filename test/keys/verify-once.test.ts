import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/encoding/utf8.ts';
import type { Verifier, VerifyJob } from '../../src/keys/verify.ts';
import { verifyOnce } from '../../src/keys/verify-once.ts';
import { makeKeyPair } from './key-pairs.ts';
import { thrownBy } from './thrown-by.ts';

/** Says true for the signature "good", and counts what it is asked. */
function counting(): Verifier & { readonly asked: VerifyJob[] } {
  const asked: VerifyJob[] = [];
  return {
    name: 'counting',
    asked,
    async verify(jobs, signal) {
      signal?.throwIfAborted();
      asked.push(...jobs);
      return jobs.map(({ signature }) => signature.length === 'good'.length);
    },
  };
}

describe('verifyOnce', () => {
  const { key } = makeKeyPair('ed25519');
  const other = makeKeyPair('ed25519').key;
  const good: VerifyJob = { key, scheme: 'ed25519', bytes: utf8('a'), signature: utf8('good') };
  const bad: VerifyJob = { ...good, signature: utf8('bad') };

  it('asks each distinct question once, and answers all in their order', async () => {
    const verifier = counting();
    const once = verifyOnce(verifier);
    const twin = { ...good, bytes: utf8('a'), signature: utf8('good') };
    expect(await once.verify([bad, good, twin, bad, good])).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
    expect(await once.verify([good, bad])).toEqual([true, false]);
    expect(verifier.asked).toHaveLength(2);
    expect(once.name).toBe('counting');
  });

  it('asks again when any part of the question differs', async () => {
    const verifier = counting();
    const once = verifyOnce(verifier);
    await once.verify([good]);
    await once.verify([
      { ...good, key: other },
      { ...good, scheme: 'rsassa-pss-sha256' },
      { ...good, bytes: utf8('b') },
      { ...good, signature: utf8('GOOD') },
    ]);
    expect(verifier.asked).toHaveLength(5);
  });

  it('tells signatures apart by every byte and by their length, short and long', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc.uint8Array({ minLength: 70, maxLength: 72 }),
      fc.integer({ min: 1023, max: 1026 }).map((length) => new Uint8Array(length).fill(48)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 12 }), async (signatures) => {
        const verifier = counting();
        const jobs = signatures.map((signature) => ({ ...good, signature }));
        await verifyOnce(verifier).verify(jobs);
        const different = new Set(signatures.map((one) => one.join()));
        expect(verifier.asked).toHaveLength(different.size);
      }),
      { numRuns: 200 },
    );
  });

  it('is not deceived by a buffer that changes', async () => {
    const verifier = counting();
    const once = verifyOnce(verifier);
    const job = { ...good, bytes: utf8('one'), signature: utf8('good') };
    expect(await once.verify([job])).toEqual([true]);
    job.bytes.set(utf8('two'));
    await once.verify([job]);
    expect(verifier.asked).toHaveLength(2);
  });

  it('remembers nothing of a batch that was stopped', async () => {
    const verifier = counting();
    const once = verifyOnce(verifier);
    const reason = new Error('cancelled');
    expect(await thrownBy(once.verify([good], AbortSignal.abort(reason)))).toBe(reason);
    expect(await once.verify([good])).toEqual([true]);
  });

  it('answers many in their order, and names the next part while one is verified', async () => {
    const asked: number[] = [];
    let [now, most] = [0, 0];
    const slow: Verifier = {
      name: 'slow',
      async verify(jobs) {
        asked.push(jobs.length);
        most = Math.max(most, ++now);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
        return jobs.map(({ bytes }) => (bytes[0] ?? 0) % 3 === 0);
      },
    };
    const jobs = Array.from({ length: 1000 }, (_, index) => ({
      ...good,
      bytes: Uint8Array.of(index & 255, index >> 8),
    }));
    const expected = jobs.map(({ bytes }) => (bytes[0] ?? 0) % 3 === 0);
    // Each of them twice, far apart: the second time another part is being verified, or none.
    expect(await verifyOnce(slow).verify([...jobs, ...jobs])).toEqual([...expected, ...expected]);
    expect(asked.reduce((sum, length) => sum + length, 0)).toBe(1000);
    expect(most).toBe(2);
  });

  it('has nothing going on any more when it says that it was stopped', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    let [begun, ended] = [0, 0];
    const stoppable: Verifier = {
      name: 'stoppable',
      async verify(jobs, signal) {
        begun += 1;
        if (begun === 2) controller.abort(reason);
        for (let turn = 0; turn < begun; turn += 1) {
          await new Promise((resolve) => setImmediate(resolve));
        }
        ended += 1;
        signal?.throwIfAborted();
        return jobs.map(() => true);
      },
    };
    const jobs = Array.from({ length: 2000 }, (_, index) => ({ ...good, bytes: utf8(`${index}`) }));
    const once = verifyOnce(stoppable);
    expect(await thrownBy(once.verify(jobs, controller.signal))).toBe(reason);
    expect(begun).toBe(2);
    expect(ended).toBe(begun);
  });

  it('takes a missing answer for no', async () => {
    const silent: Verifier = { name: 'silent', verify: async () => [] };
    expect(await verifyOnce(silent).verify([good])).toEqual([false]);
  });
});
