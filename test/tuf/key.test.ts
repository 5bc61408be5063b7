import { describe, expect, test } from 'vitest';
import { toHex } from '../../src/encoding/hex.ts';
import type { JsonObject } from '../../src/encoding/json.ts';
import { publicKeyFromSpki, publicKeyPem } from '../../src/keys/public-key.ts';
import { makeTufKey, parseTufKey } from '../../src/tuf/key.ts';
import { TufError } from '../../src/tuf/tuf-error.ts';
import { sigstoreRoot } from './fixtures.ts';
import { rsaSpki } from '../../src/keys/spki.ts';
import { signer } from './signers.ts';

const { publicKey, object } = signer('one');
const pem = publicKeyPem(publicKey);
const point = toHex(publicKey.spki.subarray(-65));
const read = (change: JsonObject) => parseTufKey('k', { ...object, ...change }, 'key');

describe('one key in every way that published files write it', () => {
  test.each([
    ['hex-point', 'ecdsa-sha2-nistp256', point],
    ['hex-point', 'ecdsa', point.toUpperCase()],
    ['pem', 'ecdsa', pem],
    ['pem', 'ecdsa-sha2-nistp256', pem],
    ['pem-without-line-end', 'ecdsa', pem.trimEnd()],
  ])('%s as %s', (encoding, keytype, text) => {
    const key = read({ keytype, keyval: { public: text } });
    expect(key).toMatchObject({ encoding, keytype, practice: false });
    expect(key.publicKey.digest).toBe(publicKey.digest);
  });

  test.each(['ed25519', 'ecdsa-sha2-nistp384'] as const)('%s', (scheme) => {
    const other = signer('two', { scheme });
    const key = parseTufKey(other.keyid, other.object, 'key');
    expect(key).toMatchObject({ scheme, recipe: 'three-members' });
    expect(key.publicKey).toEqual(other.publicKey);
  });

  test('RSA', () => {
    const modulus = new Uint8Array(384).fill(0xff);
    const rsa = publicKeyFromSpki(rsaSpki(modulus, Uint8Array.of(1, 0, 1)), 'rsa');
    const made = makeTufKey(rsa, 'rsassa-pss-sha256', { practice: false });
    expect(made.object).toMatchObject({ keytype: 'rsa', keyval: { public: publicKeyPem(rsa) } });
    expect(parseTufKey(made.keyid, made.object, 'key').publicKey).toEqual(rsa);
  });
});

describe('a key that was read before', () => {
  test('is the same one, and is still held against its scheme', () => {
    expect(read({}).publicKey).toBe(read({}).publicKey);
    expect(() => read({ scheme: 'ecdsa-sha2-nistp384', keytype: 'ecdsa' })).toThrow(TufError);
    expect(() => read({ scheme: 'rsassa-pss-sha256', keytype: 'rsa' })).toThrow(TufError);
  });

  test('is read anew with any other name or member, and is the same object with none', () => {
    const { keyid } = signer('one');
    const first = parseTufKey(keyid, object, 'key');
    expect(parseTufKey(keyid, { ...object }, 'elsewhere')).toBe(first);
    expect(first).toMatchObject({ recipe: 'three-members', practice: false });
    expect(parseTufKey('k', object, 'key')).toMatchObject({ keyid: 'k', recipe: null });
    const practice = { ...object, 'x-practice': true };
    expect(parseTufKey(keyid, practice, 'key')).toMatchObject({ practice: true, object: practice });
    const noted = { ...object, note: 'signed with the rest' };
    expect(parseTufKey(keyid, noted, 'key').object).toEqual(noted);
  });

  test('is another one with any other text', () => {
    const twin = read({ keyval: { public: point } }).publicKey;
    expect(twin).not.toBe(read({}).publicKey);
    expect(twin).toEqual(read({}).publicKey);
  });

  test('is refused again where it was refused before, each time at its place', () => {
    const broken = { ...object, keyval: { public: pem.replace('M', 'N') } };
    for (const place of ['first', 'second']) {
      expect(() => parseTufKey('k', broken, place)).toThrow(
        expect.objectContaining({ place: expect.stringContaining(place) }),
      );
    }
  });

  test('is read again when very many came after it', () => {
    const first = read({}).publicKey;
    for (let index = 0; index < 1100; index += 1) {
      const modulus = new Uint8Array(256).fill(0xff);
      modulus.set([index >> 8, index & 0xff], 100);
      const text = publicKeyPem(publicKeyFromSpki(rsaSpki(modulus, Uint8Array.of(1, 0, 1)), 'rsa'));
      read({ keytype: 'rsa', scheme: 'rsassa-pss-sha256', keyval: { public: text } });
    }
    expect(read({}).publicKey).not.toBe(first);
    expect(read({}).publicKey).toEqual(first);
  });
});

describe('what is made', () => {
  test('is PEM with a final line end, keytype ecdsa, and a keyid over three members', () => {
    expect(object).toEqual({
      keytype: 'ecdsa',
      keyval: { public: pem },
      scheme: 'ecdsa-sha2-nistp256',
    });
    expect(pem.endsWith('-----END PUBLIC KEY-----\n')).toBe(true);
  });

  test('carries the mark of practice, which is no part of the keyid', () => {
    const practice = makeTufKey(publicKey, 'ecdsa-sha2-nistp256', { practice: true });
    expect(practice.object['x-practice']).toBe(true);
    expect(practice.keyid).toBe(signer('one').keyid);
    expect(parseTufKey(practice.keyid, practice.object, 'key')).toMatchObject({
      practice: true,
      recipe: 'three-members',
    });
  });

  test.each([false, 'true', 1, null])('is no practice key with x-practice %j', (mark) => {
    expect(read({ 'x-practice': mark }).practice).toBe(false);
  });

  test('is refused where the scheme does not fit the key', () => {
    expect(() => makeTufKey(publicKey, 'ed25519', { practice: false })).toThrow(TufError);
  });
});

describe('keyids', () => {
  test('of the published roots follow a recipe, and one key has three', () => {
    const seen = new Map<string, Set<string>>();
    for (const version of [1, 5, 9]) {
      for (const { keyid, recipe, publicKey } of sigstoreRoot(version).keys.values()) {
        expect(recipe).toBe('with-hash-algorithms');
        seen.set(publicKey.digest, (seen.get(publicKey.digest) ?? new Set()).add(keyid));
      }
    }
    const counts = [...seen.values()].map((keyids) => keyids.size);
    expect(counts.filter((count) => count === 3)).toHaveLength(4);
  });

  test('of the published roots: points to version 4, then as PEM, with two names of the keytype', () => {
    const styles = [1, 4, 5, 8, 9].map((version) => {
      const keys = [...sigstoreRoot(version).keys.values()];
      return [...new Set(keys.map(({ encoding, keytype }) => `${encoding} ${keytype}`))];
    });
    expect(styles).toEqual([
      ['hex-point ecdsa-sha2-nistp256'],
      ['hex-point ecdsa-sha2-nistp256'],
      ['pem ecdsa-sha2-nistp256'],
      ['pem ecdsa-sha2-nistp256'],
      ['pem ecdsa'],
    ]);
  });

  test('whole-object, where a note of tuf-on-ci beside the key has a part in its keyid', () => {
    // A Sigstore keyholder of 2025: sigstore/root-signing, metadata/root.json.
    const published = {
      keytype: 'ecdsa',
      keyval: {
        public:
          '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMxpPOJCIZ5otG4106fGJseEQi3V9\npkMYQ4uyV9Tj1M7WHXIyLG+jkfvuG0glQ1JZbRZZBV3gAR4sojdGHISeow==\n-----END PUBLIC KEY-----\n',
      },
      scheme: 'ecdsa-sha2-nistp256',
      'x-tuf-on-ci-keyowner': '@lance',
    };
    const keyid = '183e64f37670dc13ca0d28995a3053f3740954ddce44321a41e46534cf44e632';
    expect(parseTufKey(keyid, published, 'key').recipe).toBe('whole-object');
  });

  test('are named by their recipe, and by none where none gives them', () => {
    const three = signer('one').keyid;
    const hashes = { keyid_hash_algorithms: ['sha256', 'sha512'] };
    const old = [...sigstoreRoot(9).keys.values()][0]!;
    expect(parseTufKey(three, { ...object, ...hashes }, 'key').recipe).toBe('three-members');
    expect(parseTufKey(old.keyid, old.object, 'key').recipe).toBe('with-hash-algorithms');
    const { keyid_hash_algorithms: _, ...without } = old.object;
    expect(parseTufKey(old.keyid, without, 'key').recipe).toBe('with-hash-algorithms');
    expect(parseTufKey('0'.repeat(64), object, 'key').recipe).toBeNull();
  });
});

describe('key objects that cannot be used', () => {
  test.each<[string, JsonObject, string]>([
    ['no keytype', { keytype: null }, 'tuf.key'],
    ['another keytype', { keytype: 'sigstore-oidc', scheme: 'fulcio' }, 'tuf.key-unsupported'],
    ['another scheme', { scheme: 'ecdsa-sha2-nistp521' }, 'tuf.key-unsupported'],
    [
      'a scheme named like a member of all objects',
      { scheme: 'constructor' },
      'tuf.key-unsupported',
    ],
    ['a keytype that does not fit', { keytype: 'ed25519' }, 'tuf.key-unsupported'],
    ['a scheme of the other curve', { scheme: 'ecdsa-sha2-nistp384' }, 'tuf.key'],
    ['no keyval', { keyval: 'public' }, 'tuf.key'],
    ['no public key', { keyval: {} }, 'tuf.key'],
    ['an empty public key', { keyval: { public: '' } }, 'tuf.key'],
    ['a point off the curve', { keyval: { public: `04${'11'.repeat(64)}` } }, 'tuf.key'],
    ['a compressed point', { keyval: { public: `02${point.slice(2, 66)}` } }, 'tuf.key'],
    ['text after the PEM', { keyval: { public: `${pem}x` } }, 'tuf.key'],
    ['two PEM blocks', { keyval: { public: pem + pem } }, 'tuf.key'],
    [
      'a certificate',
      { keyval: { public: pem.replaceAll('PUBLIC KEY', 'CERTIFICATE') } },
      'tuf.key',
    ],
    ['a very long text', { keyval: { public: 'a'.repeat(20_000) } }, 'tuf.key'],
  ])('%s', (_, change, code) => {
    expect(() => read(change)).toThrow(expect.objectContaining({ name: 'TufError', code }));
  });

  test('an error names the place and does not repeat the text', () => {
    const text = 'secret'.repeat(5);
    expect(() => read({ keyval: { public: text } })).toThrow(
      expect.objectContaining({ place: 'key, in $.keyval.public' }),
    );
    expect(() => read({ keyval: { public: text } })).not.toThrow(text);
  });
});
