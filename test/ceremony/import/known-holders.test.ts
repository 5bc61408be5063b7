import { describe, expect, it } from 'vitest';
import { exportedSerials, isOnline, ownerOf } from '../../../src/ceremony/import/known-holders.ts';
import type { JsonValue } from '../../../src/encoding/json.ts';
import { utf8 } from '../../../src/encoding/utf8.ts';
import { publicKeyPem } from '../../../src/keys/public-key.ts';
import { parseTufKey } from '../../../src/tuf/key.ts';
import { signer } from '../../tuf/signers.ts';

const [ana, ben] = [signer('ana'), signer('ben')];
const pem = (one: typeof ana) => utf8(publicKeyPem(one.publicKey));
const serialsOf = (files: Readonly<Record<string, Uint8Array>>) => [
  ...exportedSerials(Object.entries(files).map(([path, bytes]) => ({ path, bytes }))),
];
const noted = (members: Readonly<Record<string, JsonValue>>) =>
  parseTufKey(ana.keyid, { ...ana.object, ...members }, 'root.json');

describe('the serials of exported keys', () => {
  it('are those of the folders in which they lie', () => {
    expect(
      serialsOf({
        'keys/24617802/24617802_pubkey.pem': pem(ana),
        'ceremony/keys/24617811/24617811_pubkey.pem': pem(ben),
      }),
    ).toEqual([
      [ana.publicKey.digest, '24617802'],
      [ben.publicKey.digest, '24617811'],
    ]);
  });

  it.each([
    ['in a folder of another name', 'keys/24617811/24617802_pubkey.pem'],
    ['in no folder', '24617802_pubkey.pem'],
    ['with another ending', 'keys/24617802/24617802_pubkey.pem.bak'],
    ['with another name', 'keys/24617802/24617802_key.pem'],
    ['in a folder whose name is no serial', 'keys/2461_7802/2461_7802_pubkey.pem'],
    ['in a folder that begins with a hyphen', 'keys/-1/-1_pubkey.pem'],
  ])('are not guessed for a key %s', (_, path) => {
    expect(serialsOf({ [path]: pem(ana) })).toEqual([]);
  });

  it.each([
    ['no key', utf8('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n')],
    ['no text', Uint8Array.of(0xff, 0xfe)],
    ['nothing', new Uint8Array()],
  ])('are none for a file with %s, and the others are read', (_, bytes) => {
    expect(
      serialsOf({
        'keys/1/1_pubkey.pem': bytes,
        'keys/24617802/24617802_pubkey.pem': pem(ana),
      }),
    ).toEqual([[ana.publicKey.digest, '24617802']]);
  });
});

describe('the account beside a key', () => {
  it.each<readonly [JsonValue, string | null]>([
    ['@priya-raman', 'priya-raman'],
    ['@P1', 'P1'],
    [`@${'a'.repeat(39)}`, 'a'.repeat(39)],
    [`@${'a'.repeat(40)}`, null],
    ['priya-raman', null],
    ['@', null],
    ['@-priya', null],
    ['@priya raman', null],
    ['@priya\n', null],
    ['@@priya', null],
    [7, null],
    [null, null],
  ])('%j', (owner, name) => {
    expect(ownerOf(noted({ 'x-tuf-on-ci-keyowner': owner }))).toBe(name);
  });

  it('is none where none is noted', () => {
    expect(ownerOf(noted({}))).toBeNull();
  });
});

describe('a key with which no person signs', () => {
  it.each<readonly [Readonly<Record<string, JsonValue>>, boolean]>([
    [{ 'x-tuf-on-ci-online-uri': 'gcpkms:projects/x' }, true],
    [{ 'x-tuf-on-ci-online-uri': null }, false],
    [{}, false],
  ])('%j: %s', (members, online) => {
    expect(isOnline(noted(members))).toBe(online);
  });
});
