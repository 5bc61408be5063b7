import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { nodeVerifier, verifyNow } from '../../../main/verification/node.ts';
import { jobOf, makeKeyPair } from '../../keys/key-pairs.ts';
import { thrownBy } from '../../keys/thrown-by.ts';

describe('one signature at once', () => {
  it.each(['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ed25519', 'rsassa-pss-sha256'] as const)(
    'is judged as in a batch (%s)',
    async (scheme) => {
      const good = jobOf(makeKeyPair(scheme), utf8('good'));
      const jobs = [
        good,
        { ...good, bytes: utf8('bad') },
        { ...good, signature: good.signature.slice(1) },
        { ...good, signature: new Uint8Array(0) },
        { ...good, key: jobOf(makeKeyPair(scheme), utf8('good')).key },
        { ...good, scheme: scheme === 'ed25519' ? 'ecdsa-sha2-nistp256' : 'ed25519' } as const,
      ];
      expect(jobs.map(verifyNow)).toEqual([true, false, false, false, false, false]);
      expect(await nodeVerifier.verify(jobs)).toEqual(jobs.map(verifyNow));
    },
  );
});

describe('nodeVerifier', () => {
  it('answers batches that are larger than what it hands out at once, in order', async () => {
    const pair = makeKeyPair('ecdsa-sha2-nistp256');
    const good = jobOf(pair, utf8('good'));
    const bad = { ...good, bytes: utf8('bad') };
    const jobs = Array.from({ length: 600 }, (_, index) => (index % 7 === 0 ? bad : good));
    const answers = await nodeVerifier.verify(jobs);
    expect(answers).toEqual(jobs.map((job) => job === good));
  });

  it('is stopped in the middle of a batch', async () => {
    const job = jobOf(makeKeyPair('ed25519'), utf8('good'));
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const running = nodeVerifier.verify(
      Array.from({ length: 2000 }, () => job),
      controller.signal,
    );
    controller.abort(reason);
    expect(await thrownBy(running)).toBe(reason);
  });

  it('goes on when it has seen more keys than it remembers', async () => {
    const first = jobOf(makeKeyPair('ed25519'), utf8('good'));
    expect(await nodeVerifier.verify([first])).toEqual([true]);
    const jobs = Array.from({ length: 1100 }, () => jobOf(makeKeyPair('ed25519'), utf8('good')));
    expect(new Set(await nodeVerifier.verify(jobs))).toEqual(new Set([true]));
    expect(await nodeVerifier.verify([first])).toEqual([true]);
  });
});
