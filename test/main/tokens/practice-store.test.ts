import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTokenSerial } from '../../../main/tokens/listing.ts';
import {
  isPracticeLabel,
  practiceLabel,
  PracticeStore,
} from '../../../main/tokens/practice-store.ts';
import { TokenError } from '../../../main/tokens/token-error.ts';
import { thrown } from '../../encoding/thrown.ts';
import { newFolder, rejection } from './tokens-under-test.ts';

const serial = '7698727147a6e643';
if (!isTokenSerial(serial)) throw new Error('a serial');

async function prepared(): Promise<PracticeStore> {
  const store = new PracticeStore(path.join(newFolder(), 'practice'));
  await store.prepare();
  return store;
}

describe('the practice folder', () => {
  it('is for this user only', async () => {
    const store = await prepared();
    await store.keepColleaguePin(serial);
    const mode = (...names: string[]) => statSync(path.join(store.folder, ...names)).mode & 0o777;
    expect(mode()).toBe(0o700);
    expect(mode('tokens')).toBe(0o700);
    expect(mode('so-pin')).toBe(0o600);
    expect(mode('colleagues', `${serial}.pin`)).toBe(0o600);
    expect(readdirSync(store.folder).toSorted()).toEqual([
      'colleagues',
      'so-pin',
      'softhsm2.conf',
      'tokens',
    ]);
  });

  it('has one security officer PIN, whoever prepares it first', async () => {
    const folder = path.join(newFolder(), 'practice');
    const stores = Array.from({ length: 8 }, () => new PracticeStore(folder));
    await Promise.all(stores.map((store) => store.prepare()));
    const pins = await Promise.all(stores.map((store) => store.soPin()));
    expect(new Set(pins).size).toBe(1);
    expect(pins[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  it('says what is wrong with it', async () => {
    const store = await prepared();
    writeFileSync(path.join(store.folder, 'so-pin'), 'secret');
    const damaged = await rejection(store.soPin());
    expect(damaged.code).toBe('practice.store');
    expect(JSON.stringify(damaged) + damaged.message).not.toContain('secret');
    const inFile = new PracticeStore(path.join(store.folder, 'so-pin', 'below'));
    const error = await rejection(inFile.prepare());
    expect(error).toMatchObject({ code: 'practice.store', found: 'ENOTDIR' });
  });

  it.each(['relative', '/with#hash', '/with=equals', '/with\nline', `/${'x'.repeat(901)}`])(
    'can not be %j',
    (folder) => {
      expect(thrown(TokenError, () => new PracticeStore(folder)).code).toBe('practice.store');
    },
  );
});

const there = (store: PracticeStore) => readdirSync(path.join(store.folder, 'tokens'));

describe('a token that is pulled out', () => {
  const name = `00000000-0000-0000-7698-727147a6e643`;
  const put = (store: PracticeStore) => {
    mkdirSync(path.join(store.folder, 'tokens', name));
    writeFileSync(path.join(store.folder, 'tokens', name, 'token.object'), 'kept');
  };

  it('is out, and whole when it is plugged in again', async () => {
    const store = await prepared();
    put(store);
    expect(await store.pull(serial)).toBe(true);
    expect(there(store)).toEqual([]);
    expect(await store.pull(serial)).toBe(false);
    expect(await store.plug(serial)).toBe(true);
    expect(await store.plug(serial)).toBe(false);
    const object = path.join(store.folder, 'tokens', name, 'token.object');
    expect(readFileSync(object, 'utf8')).toBe('kept');
  });

  it('is back when the station starts again after it was cut off', async () => {
    const store = await prepared();
    put(store);
    await store.pull(serial);
    await new PracticeStore(store.folder).prepare();
    expect(there(store)).toEqual([name]);
  });
});

describe('the PIN of a colleague', () => {
  it('is eight digits, kept, and gone with the token', async () => {
    const store = await prepared();
    expect(await store.colleaguePin(serial)).toBeNull();
    const pin = await store.keepColleaguePin(serial);
    expect(pin).toMatch(/^\d{8}$/);
    expect(await store.colleaguePin(serial)).toBe(pin);
    await store.remove(serial);
    expect(await store.colleaguePin(serial)).toBeNull();
  });

  it('is null when its file is damaged', async () => {
    const store = await prepared();
    writeFileSync(path.join(store.folder, 'colleagues', `${serial}.pin`), 'x'.repeat(100));
    expect(await store.colleaguePin(serial)).toBeNull();
  });
});

describe('removing', () => {
  it('takes the folder of exactly this serial', async () => {
    const store = await prepared();
    const tokens = path.join(store.folder, 'tokens');
    const own = '88075319-eb87-6897-7698-727147a6e643';
    const others = ['88075319-eb87-6897-7698-727147a6e644', 'notes', `${own}.bak`];
    for (const name of [own, ...others]) mkdirSync(path.join(tokens, name));
    expect(await store.remove(serial)).toBe(true);
    expect(readdirSync(tokens).toSorted()).toEqual(others.toSorted());
    expect(await store.remove(serial)).toBe(false);
    expect(readdirSync(store.folder)).toHaveLength(4);
  });

  it('says when it can not', async () => {
    const store = await prepared();
    const tokens = path.join(store.folder, 'tokens');
    mkdirSync(path.join(tokens, 'x'));
    chmodSync(tokens, 0o700);
    const gone = new PracticeStore(path.join(newFolder(), 'absent'));
    expect((await rejection(gone.remove(serial))).code).toBe('practice.store');
  });
});

describe('the label of a practice token', () => {
  it('starts with its mark and fits in 32 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const label = practiceLabel(name);
        expect(isPracticeLabel(label)).toBe(true);
        expect(Buffer.byteLength(label)).toBeLessThanOrEqual(32);
        expect(label).toBe(label.trim());
        expect(label).not.toMatch(/\p{Cc}/u);
      }),
    );
    expect(practiceLabel('Ada')).toBe('PRACTICE Ada');
    expect(practiceLabel('')).toBe('PRACTICE');
  });

  it('is told from every other one', () => {
    for (const label of ['', 'practice', 'PRACTICES', 'Ada PRACTICE ', 'P']) {
      expect(isPracticeLabel(label)).toBe(false);
    }
  });

  it('is in the configuration nowhere, and the folder is', async () => {
    const store = await prepared();
    const text = readFileSync(store.configuration, 'utf8');
    expect(text).toContain(`directories.tokendir = ${store.folder}/tokens\n`);
    expect(text).toContain('objectstore.umask = 0077\n');
  });
});
