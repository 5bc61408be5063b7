import { describe, expect, it } from 'vitest';
import type { TokenListing } from '../../../main/tokens/token.ts';
import { openTokens, practiceToken, rejection, until } from './tokens-under-test.ts';

describe('whoever listens', () => {
  it('is told the whole listing, the same for all', async () => {
    const hosts = await openTokens({ lookEvery: 30 });
    const seen: [TokenListing[], TokenListing[]] = [[], []];
    hosts.onChange((listing) => seen[0].push(listing));
    hosts.onChange((listing) => seen[1].push(listing));
    const ref = await practiceToken(hosts);
    await until(() => seen[0].at(-1)?.tokens[0]?.flags.pinInitialised === true);
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0].at(-1)?.tokens[0]?.ref).toEqual(ref);
    expect(seen[0].at(-1)?.modules.map(({ origin }) => origin)).toEqual(['embedded']);
  });

  it('hears each state once', async () => {
    const hosts = await openTokens({ lookEvery: 20 });
    const seen: string[] = [];
    hosts.onChange((listing) => seen.push(JSON.stringify(listing)));
    await practiceToken(hosts);
    await until(() => seen.length >= 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('may stop, and the others go on', async () => {
    const hosts = await openTokens({ lookEvery: 20 });
    const seen: [number, number] = [0, 0];
    const stop = hosts.onChange(() => {
      seen[0] += 1;
    });
    hosts.onChange(() => {
      seen[1] += 1;
    });
    await until(() => seen[1] === 1);
    stop();
    stop();
    await hosts.createPractice('Ada');
    await until(() => seen[1] === 2);
    expect(seen[0]).toBe(1);
  });

  it('hears nothing after the station closed', async () => {
    const hosts = await openTokens({ lookEvery: 20 });
    let told = 0;
    hosts.onChange(() => {
      told += 1;
    });
    await until(() => told === 1);
    await hosts.close();
    hosts.onChange(() => {
      told += 1;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told).toBe(1);
    expect((await rejection(hosts.createPractice('Ada'))).code).toBe('token.closed');
  });
});

describe('a listing', () => {
  it('that was asked for shows what was there by then, also beside other looks', async () => {
    const hosts = await openTokens({ lookEvery: 10 });
    hosts.onChange(() => undefined);
    for (let count = 1; count <= 4; count += 1) {
      const [, before] = await Promise.all([hosts.createPractice(`${count}`), hosts.list()]);
      expect([count - 1, count]).toContain(before.tokens.length);
      expect((await hosts.list()).tokens).toHaveLength(count);
    }
  });
});
