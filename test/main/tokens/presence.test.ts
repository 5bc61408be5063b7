import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TokenListing } from '../../../main/tokens/token.ts';
import {
  goodPin,
  hostileTokens,
  keyId,
  newFolder,
  openTokens,
  practiceKey,
  practiceToken,
  rejection,
  rootBytes,
  until,
} from './tokens-under-test.ts';

const scheme = 'ecdsa-sha2-nistp256';

/** As another program would make a token in the same store. */
function initTokenOutside(practiceFolder: string, label: string): void {
  const env = { SOFTHSM2_CONF: path.join(practiceFolder, 'softhsm2.conf'), PATH: '/usr/bin:/bin' };
  const pins = ['--so-pin', '87654321', '--pin', goodPin];
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, ...pins], { env });
}

describe('tokens that come and go', () => {
  it('are noticed without being asked for', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const hosts = await openTokens({ practiceFolder, lookEvery: 50 });
    const seen: TokenListing[] = [];
    const labels = () =>
      seen
        .at(-1)
        ?.tokens.map(({ label }) => label)
        .toSorted() ?? null;
    const stop = hosts.onChange((listing) => seen.push(listing));

    await until(() => labels()?.length === 0);
    initTokenOutside(practiceFolder, 'PRACTICE outside');
    await until(() => labels()?.includes('PRACTICE outside') === true);

    const [folder = ''] = readdirSync(path.join(practiceFolder, 'tokens'));
    renameSync(path.join(practiceFolder, 'tokens', folder), path.join(newFolder(), 'token'));
    await until(() => labels()?.length === 0);

    const changes = seen.length;
    expect(changes).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen).toHaveLength(changes);
    stop();
    await hosts.createPractice('after');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen).toHaveLength(changes);
  });

  it('are told of after the station itself wrote to them', async () => {
    const hosts = await openTokens({ lookEvery: 50 });
    const seen: TokenListing[] = [];
    hosts.onChange((listing) => seen.push(listing));
    const ref = await practiceToken(hosts);
    await practiceKey(hosts, ref);
    await until(() => seen.at(-1)?.tokens[0]?.keys.length === 1);
    await hosts.removePractice(ref);
    await until(() => seen.at(-1)?.tokens.length === 0);
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  it('are gone for an operation as soon as their folder is', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const hosts = await openTokens({ practiceFolder });
    const ref = await practiceToken(hosts);
    const { key } = await practiceKey(hosts, ref);
    const [folder = ''] = readdirSync(path.join(practiceFolder, 'tokens'));
    const away = path.join(newFolder(), 'token');
    renameSync(path.join(practiceFolder, 'tokens', folder), away);
    const request = {
      key,
      scheme,
      purpose: 'tuf-canonical',
      bytes: rootBytes,
      pin: goodPin,
    } as const;
    const error = await rejection(hosts.sign(request));
    expect(error.code).toBe('token.absent');
    expect(error.notDone).toContain('Nothing was signed');

    renameSync(away, path.join(practiceFolder, 'tokens', folder));
    expect((await hosts.list()).tokens).toHaveLength(1);
    expect(await hosts.sign(request)).toBeInstanceOf(Uint8Array);
  });

  it('with a label that is not of the practice store are locked', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const hosts = await openTokens({ practiceFolder });
    initTokenOutside(practiceFolder, 'production');
    const [token] = (await hosts.list()).tokens;
    expect(token).toMatchObject({ ref: null, trouble: 'marks-disagree', practice: false });
  });

  it('are not looked for while an operation is under way', async () => {
    const hostile = await hostileTokens({ mode: 'hang at sign', station: { lookEvery: 20 } });
    hostile.hosts.onChange(() => undefined);
    await hostile.hosts.list();
    const cancel = new AbortController();
    const request = { key: hostile.key, scheme, purpose: 'tuf-canonical' } as const;
    const signed = rejection(
      hostile.hosts.sign({ ...request, bytes: rootBytes, pin: goodPin, signal: cancel.signal }),
    );
    await until(() => hostile.calls().includes('C_Sign'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(hostile.calls()).toEqual([]);
    // What was seen last is still what the list says.
    expect((await hostile.hosts.list()).tokens).toHaveLength(1);
    cancel.abort();
    await signed;
    await until(() => hostile.calls().includes('C_GetSlotList'));
  });
});

describe('damage in the practice store', () => {
  it('hides the damaged token and no other', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const hosts = await openTokens({ practiceFolder });
    const [good, bad] = [await practiceToken(hosts, 'good'), await practiceToken(hosts, 'bad')];
    const folders = readdirSync(path.join(practiceFolder, 'tokens'));
    const folder = folders.find((name) => name.endsWith(bad.serial.slice(4))) ?? '';
    const token = path.join(practiceFolder, 'tokens', folder);
    execFileSync('sh', ['-c', 'for f in "$0"/*; do echo garbage > "$f"; done', token]);
    execFileSync('mkdir', [path.join(practiceFolder, 'tokens', 'empty')]);
    const serials = (await hosts.list()).tokens.map(({ serial }) => serial);
    expect(serials).toEqual([good.serial]);
    await practiceKey(hosts, good);
  });
});

describe('two stations on one practice store', () => {
  it('make tokens and keys at the same time without losing any', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const stations = await Promise.all([
      openTokens({ practiceFolder }),
      openTokens({ practiceFolder }),
    ]);
    const made = await Promise.all(
      stations.map(async (hosts, station) => {
        const refs = [];
        for (let token = 0; token < 3; token += 1) {
          const ref = await practiceToken(hosts, `${station}-${token}`);
          refs.push(await practiceKey(hosts, ref));
        }
        return refs;
      }),
    );
    const digests = made.flat().map(({ key }) => key.spkiDigest);
    for (const hosts of stations) {
      const { tokens } = await hosts.list();
      expect(tokens).toHaveLength(6);
      const shown = tokens.flatMap(({ keys }) => keys.map((key) => key.spkiDigest));
      expect(new Set(shown)).toEqual(new Set(digests));
    }
    const [, second] = stations;
    const [key] = made[0] ?? [];
    if (second === undefined || key === undefined) throw new Error('two stations');
    const signature = await second.sign({
      key: key.key,
      scheme,
      purpose: 'tuf-canonical',
      bytes: rootBytes,
      pin: goodPin,
    });
    expect(signature).toBeInstanceOf(Uint8Array);
  });

  it('use one token at the same time', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const stations = await Promise.all([
      openTokens({ practiceFolder }),
      openTokens({ practiceFolder }),
      openTokens({ practiceFolder }),
    ]);
    const [first] = stations;
    if (first === undefined) throw new Error('three stations');
    const ref = await practiceToken(first);
    const ids = Array.from({ length: 8 }, (_, index) => `0${index + 1}`);
    await Promise.all(
      stations.flatMap((hosts, station) =>
        ids.map(async (id) => {
          const { key } = await practiceKey(hosts, ref, scheme, `${station + 10}${id}`);
          const request = { key, scheme, purpose: 'tuf-canonical', bytes: rootBytes } as const;
          return hosts.sign({ ...request, pin: goodPin });
        }),
      ),
    );
    const shown = await Promise.all(stations.map((hosts) => hosts.list()));
    expect(shown.map(({ tokens }) => tokens.map(({ keys }) => keys.length))).toEqual([
      [24],
      [24],
      [24],
    ]);
  });

  it('do not wait for one that was killed while it held the store', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const [one, other] = [
      await openTokens({ practiceFolder }),
      await openTokens({ practiceFolder }),
    ];
    const ref = await practiceToken(one);
    const cancel = new AbortController();
    const made = rejection(
      one.makeKey({
        ref,
        expectedSerial: ref.serial,
        scheme: 'rsassa-pss-sha256',
        pin: goodPin,
        label: 'root key',
        id: keyId('01'),
        signal: cancel.signal,
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    cancel.abort();
    const error = await made;
    expect(error.code).toBe('token.cancelled');
    await practiceKey(other, ref);
    expect((await one.list()).tokens[0]?.keys.map(({ id }) => id)).toContain('02');
  });

  it('agree on a token that one of them removed', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const [one, other] = [
      await openTokens({ practiceFolder }),
      await openTokens({ practiceFolder }),
    ];
    const ref = await practiceToken(one);
    expect((await other.list()).tokens).toHaveLength(1);
    await one.removePractice(ref);
    expect((await rejection(practiceKey(other, ref))).code).toBe('token.absent');
    expect((await other.list()).tokens).toEqual([]);
  });
});
