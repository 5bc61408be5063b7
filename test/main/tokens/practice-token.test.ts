import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nobleVerifier } from '../../../src/keys/noble.ts';
import { publicKeyFromSpki } from '../../../src/keys/public-key.ts';
import type { Scheme } from '../../../src/keys/scheme.ts';
import { nodeVerifier } from '../../../main/verification/node.ts';
import {
  goodPin,
  keyId,
  newFolder,
  openTokens,
  practiceKey,
  practiceToken,
  rejection,
  rootBytes,
} from './tokens-under-test.ts';

const schemes: readonly Scheme[] = [
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ed25519',
  'rsassa-pss-sha256',
];
const pae = new TextEncoder().encode('DSSEv1 4 type 2 {}');

describe('a key on a practice token', () => {
  it.each(schemes)(
    'is made, read back, and signs what both verifiers accept (%s)',
    async (scheme) => {
      const hosts = await openTokens();
      const ref = await practiceToken(hosts);
      const made = await practiceKey(hosts, ref, scheme);
      expect(made.attributes).toEqual({
        sensitive: true,
        alwaysSensitive: true,
        extractable: false,
        neverExtractable: true,
        local: true,
        sign: true,
        decrypt: false,
        alwaysAuthenticate: false,
      });
      const key = publicKeyFromSpki(made.spki, 'new key');
      expect(made.key).toEqual({ ...ref, id: '02', spkiDigest: key.digest });
      expect((await hosts.readKey(ref, keyId('02')))?.spkiDigest).toBe(key.digest);

      for (const [purpose, bytes] of [
        ['tuf-canonical', rootBytes],
        ['dsse-pae', pae],
      ] as const) {
        const request = { key: made.key, scheme, purpose, bytes, pin: goodPin };
        const signature = await hosts.sign(request);
        const jobs = [{ key, scheme, bytes, signature }];
        const answers = [await nodeVerifier.verify(jobs), await nobleVerifier.verify(jobs)];
        expect(answers).toEqual([[true], [true]]);
      }
    },
  );

  it('answers a challenge that nothing else can stand for', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const { key, spki } = await practiceKey(hosts, ref);
    const scheme = 'ecdsa-sha2-nistp256';
    const first = await hosts.challenge({ key, scheme, pin: goodPin });
    const second = await hosts.challenge({ key, scheme, pin: goodPin });
    expect(new TextDecoder().decode(first.bytes)).toMatch(/^keyholder-station challenge\/1\n/);
    expect(first.bytes).not.toEqual(second.bytes);
    const job = { key: publicKeyFromSpki(spki, 'key'), scheme, ...first } as const;
    expect(await nobleVerifier.verify([job])).toEqual([true]);
  });

  it('is never replaced', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const made = await practiceKey(hosts, ref);
    const error = await rejection(practiceKey(hosts, ref, 'ed25519'));
    expect(error.code).toBe('key.exists');
    expect(error.notDone).toEqual(['No key was made']);
    expect((await hosts.readKey(ref, keyId('02')))?.spkiDigest).toBe(made.key.spkiDigest);
  });

  it('stands beside others with other ids', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    await practiceKey(hosts, ref, 'ed25519', '01');
    await practiceKey(hosts, ref, 'ecdsa-sha2-nistp256', 'ff00');
    const [token] = (await hosts.list()).tokens;
    expect(token?.keys.map(({ id, type }) => [id, type]).toSorted()).toEqual([
      ['01', 'ed25519'],
      ['ff00', 'ecdsa-p256'],
    ]);
    expect(await hosts.readKey(ref, keyId('07'))).toBeNull();
  });

  it('does not sign bytes of another form', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const { key } = await practiceKey(hosts, ref);
    const request = { key, scheme: 'ecdsa-sha2-nistp256', pin: goodPin } as const;
    for (const bytes of [randomBytes(32), pae, new Uint8Array()]) {
      const error = await rejection(hosts.sign({ ...request, purpose: 'tuf-canonical', bytes }));
      expect(error.code).toBe('token.purpose');
    }
    const error = await rejection(
      hosts.sign({ ...request, purpose: 'dsse-pae', bytes: rootBytes }),
    );
    expect(error.code).toBe('token.purpose');
  });

  it('does not sign under a scheme that is not its own', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const { key } = await practiceKey(hosts, ref, 'ed25519');
    const request = { key, purpose: 'tuf-canonical', bytes: rootBytes, pin: goodPin } as const;
    const error = await rejection(hosts.sign({ ...request, scheme: 'ecdsa-sha2-nistp256' }));
    expect(error.code).toBe('token.scheme');
    expect(error.notDone).toEqual(['Nothing was signed', 'No PIN was sent']);
  });

  it('is not on another token', async () => {
    const hosts = await openTokens();
    const [one, other] = [await practiceToken(hosts, 'one'), await practiceToken(hosts, 'two')];
    const { key } = await practiceKey(hosts, one);
    const request = {
      scheme: 'ecdsa-sha2-nistp256',
      purpose: 'tuf-canonical',
      pin: goodPin,
    } as const;
    const elsewhere = { ...key, serial: other.serial };
    const error = await rejection(hosts.sign({ ...request, key: elsewhere, bytes: rootBytes }));
    expect(error.code).toBe('key.absent');
    await practiceKey(hosts, other);
    const mismatch = await rejection(hosts.sign({ ...request, key: elsewhere, bytes: rootBytes }));
    expect(mismatch.code).toBe('key.mismatch');
    expect(mismatch.notDone).toEqual(['Nothing was signed', 'No PIN was sent']);
  });
});

describe('the PIN of a practice token', () => {
  it('is set once, and judged before', async () => {
    const hosts = await openTokens();
    const ref = await hosts.createPractice('Ada');
    for (const pin of ['12345678', '1234', ref.serial, '1'.repeat(65)]) {
      expect((await rejection(hosts.setPin(ref, pin))).code).toBe('pin.format');
    }
    expect((await hosts.list()).tokens[0]?.flags.pinInitialised).toBe(false);
    await hosts.setPin(ref, goodPin);
    expect((await hosts.list()).tokens[0]?.flags.pinInitialised).toBe(true);
    expect((await rejection(hosts.setPin(ref, '59374826'))).code).toBe('pin.already-set');
    await practiceKey(hosts, ref);
  });

  it('that is wrong signs nothing and makes nothing', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const { key } = await practiceKey(hosts, ref);
    const request = { key, scheme: 'ecdsa-sha2-nistp256', purpose: 'tuf-canonical' } as const;
    const error = await rejection(hosts.sign({ ...request, bytes: rootBytes, pin: '59374826' }));
    expect(error.code).toBe('pin.wrong');
    expect(error.place).toMatch(/, CKR 0xa0 at login$/);
    const made = hosts.makeKey({
      ref,
      expectedSerial: ref.serial,
      scheme: 'ed25519',
      pin: '59374826',
      label: 'key',
      id: keyId('09'),
    });
    expect((await rejection(made)).code).toBe('pin.wrong');
    expect(await hosts.readKey(ref, keyId('09'))).toBeNull();
  });

  it('is needed', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const { key } = await practiceKey(hosts, ref);
    const request = { key, scheme: 'ecdsa-sha2-nistp256', purpose: 'tuf-canonical' } as const;
    const error = await rejection(hosts.sign({ ...request, bytes: rootBytes, pin: null }));
    expect(error.code).toBe('pin.needed');
  });

  it('is not there yet on a new token', async () => {
    const hosts = await openTokens();
    const ref = await hosts.createPractice('Ada');
    expect((await rejection(practiceKey(hosts, ref))).code).toBe('pin.not-set');
  });
});

describe('a token is its serial', () => {
  it('so that a key is made on the planned one only', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const made = hosts.makeKey({
      ref,
      expectedSerial: '24617802',
      scheme: 'ed25519',
      pin: goodPin,
      label: 'key',
      id: keyId('01'),
    });
    const error = await rejection(made);
    expect(error).toMatchObject({
      code: 'token.wrong-serial',
      expected: '24617802',
      found: ref.serial,
      notDone: ['No key was made', 'No PIN was sent'],
    });
  });

  it('so that one that is not there is absent', async () => {
    const hosts = await openTokens();
    const ref = await practiceToken(hosts);
    const absent = { ...ref, serial: 'ffffffffffffffff' as typeof ref.serial };
    expect((await rejection(practiceKey(hosts, absent))).code).toBe('token.absent');
    expect((await rejection(hosts.setPin(absent, goodPin))).code).toBe('token.absent');
    expect((await rejection(hosts.removePractice(absent))).code).toBe('token.absent');
  });
});

describe('practice tokens', () => {
  it('carry their marks', async () => {
    const hosts = await openTokens();
    const ref = await hosts.createPractice('Zoë of a very long name indeed, with more');
    const [token, ...others] = (await hosts.list()).tokens;
    expect(others).toEqual([]);
    expect(token).toMatchObject({ ref, practice: true, trouble: null, keys: [] });
    expect(token?.label).toMatch(/^PRACTICE Zoë of a very/);
    expect(ref.serial).toMatch(/^[0-9a-f]{16}$/);
  });

  it('are removed by serial, the others stay', async () => {
    const hosts = await openTokens();
    const [one, other] = [await practiceToken(hosts, 'one'), await practiceToken(hosts, 'two')];
    await hosts.removePractice(one);
    expect((await hosts.list()).tokens.map(({ serial }) => serial)).toEqual([other.serial]);
    expect((await rejection(practiceKey(hosts, one))).code).toBe('token.absent');
    await practiceKey(hosts, other);
  });

  it('of a colleague have a PIN that the station keeps', async () => {
    const hosts = await openTokens();
    const ref = await hosts.createColleague('Grace');
    const pin = await hosts.colleaguePin(ref);
    expect(pin).toMatch(/^\d{8}$/);
    const made = await hosts.makeKey({
      ref,
      expectedSerial: ref.serial,
      scheme: 'ed25519',
      pin,
      label: 'root key',
      id: keyId('02'),
    });
    expect(made.spki).toHaveLength(44);
    const own = await practiceToken(hosts);
    expect(await hosts.colleaguePin(own)).toBeNull();
    await hosts.removePractice(ref);
    expect(await hosts.colleaguePin(ref)).toBeNull();
  });

  it('are made several at a time', async () => {
    const hosts = await openTokens();
    const names = ['Ada', 'Grace', 'Emmy', 'Hedy', 'Mary'];
    const refs = await Promise.all(names.map((name) => hosts.createColleague(name)));
    expect(new Set(refs.map(({ serial }) => serial)).size).toBe(5);
    const { tokens } = await hosts.list();
    expect(new Set(tokens.map(({ label }) => label))).toEqual(
      new Set(names.map((name) => `PRACTICE ${name}`)),
    );
    expect(tokens.every(({ flags }) => flags.pinInitialised)).toBe(true);
  });

  it('are there again after the station was closed', async () => {
    const practiceFolder = path.join(newFolder(), 'practice');
    const first = await openTokens({ practiceFolder });
    const ref = await practiceToken(first);
    const { key } = await practiceKey(first, ref);
    await first.close();
    expect((await rejection(first.list())).code).toBe('token.closed');
    const second = await openTokens({ practiceFolder });
    const request = { key, scheme: 'ecdsa-sha2-nistp256', purpose: 'tuf-canonical' } as const;
    const signature = await second.sign({ ...request, bytes: rootBytes, pin: goodPin });
    expect(signature[0]).toBe(0x30);
  });
});
