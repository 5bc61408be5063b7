import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../../src/encoding/bytes.ts';
import { derElement, derTag, derUnsigned } from '../../src/encoding/der.ts';
import { fromHex, toHex } from '../../src/encoding/hex.ts';
import { KeyError } from '../../src/keys/key-error.ts';
import {
  publicKeyFromEd25519,
  publicKeyFromPem,
  publicKeyFromPoint,
  publicKeyFromRsa,
  publicKeyFromSpki,
  publicKeyPem,
} from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import { outcomeOf, thrown } from '../encoding/thrown.ts';
import { makeKeyPair } from './key-pairs.ts';
import { keyVectors } from './wycheproof.ts';

function refusal(act: () => unknown): KeyError {
  return thrown(KeyError, act);
}

describe('public keys of Wycheproof', () => {
  const vectors = keyVectors();
  const outcomes = vectors.map((vector) => ({
    ...vector,
    outcome: outcomeOf(KeyError, () => publicKeyFromSpki(vector.spki, vector.name)),
  }));

  it('are all there', () => {
    expect(vectors).toHaveLength(612);
  });

  it('are accepted if they are valid', () => {
    const refused = outcomes.filter(
      ({ result, outcome }) => result === 'valid' && 'error' in outcome,
    );
    expect(refused.map(({ name }) => name)).toEqual([]);
    expect(outcomes.filter(({ result }) => result === 'valid')).toHaveLength(330);
  });

  it('are refused if they are damaged, on no curve, compressed or on a curve without a name', () => {
    // One "wrong curve" is P-384, which is another good key to the station.
    const accepted = outcomes.filter(
      ({ result, outcome }) => result !== 'valid' && 'value' in outcome,
    );
    expect(accepted.map(({ name }) => name)).toEqual([
      '369 Public key uses wrong curve: secp384r1',
    ]);
  });

  it('are told apart: an attack with a point is called one', () => {
    const attacks = outcomes.filter(({ flags }) => flags.includes('InvalidCurveAttack'));
    const codes = attacks.map(({ outcome }) => ('error' in outcome ? outcome.error.code : 'none'));
    expect(new Set(codes)).toEqual(new Set(['key.not-on-curve']));
    expect(attacks).toHaveLength(16);
  });
});

describe('SubjectPublicKeyInfo', () => {
  it.each<[Scheme]>([
    ['ecdsa-sha2-nistp256'],
    ['ecdsa-sha2-nistp384'],
    ['ed25519'],
    ['rsassa-pss-sha256'],
  ])('of %s with trailing bytes, or cut off anywhere, is refused', (scheme) => {
    const { spki } = makeKeyPair(scheme).key;
    expect(refusal(() => publicKeyFromSpki(concat(spki, Uint8Array.of(0)), 'key')).code).toBe(
      'key.malformed',
    );
    for (let length = 0; length < spki.length; length++) {
      expect(refusal(() => publicKeyFromSpki(spki.subarray(0, length), 'key')).code).toBe(
        'key.malformed',
      );
    }
  });

  it('with changed bytes is refused, or is what OpenSSL reads and writes the same', () => {
    const keys = (['ecdsa-sha2-nistp256', 'ed25519', 'rsassa-pss-sha256'] as const).map(
      (scheme) => makeKeyPair(scheme).key.spki,
    );
    const change = fc.tuple(fc.constantFrom(...keys), fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(change, ([spki, at, byte]) => {
        const changed = Uint8Array.from(spki).with(at % Math.min(spki.length, 64), byte);
        const outcome = outcomeOf(KeyError, () => publicKeyFromSpki(changed, 'key'));
        expect('error' in outcome || writtenAgain(changed) === toHex(changed)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('of any bytes makes a KeyError at most', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expect(refusal(() => publicKeyFromSpki(bytes, 'key')).code).toBe('key.malformed');
      }),
    );
  });

  it.each([
    ['secp256k1', generateKeyPairSync('ec', { namedCurve: 'secp256k1' })],
    ['P-521', generateKeyPairSync('ec', { namedCurve: 'P-521' })],
    ['Ed448', generateKeyPairSync('ed448')],
    ['X25519', generateKeyPairSync('x25519')],
    ['RSA-PSS with parameters', generateKeyPairSync('rsa-pss', { modulusLength: 2048 })],
    ['RSA of 1024 bits', generateKeyPairSync('rsa', { modulusLength: 1024 })],
    ['DSA', generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })],
  ])('of %s is of no kind that the station uses', (_, { publicKey }) => {
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    expect(refusal(() => publicKeyFromSpki(spki, 'key')).code).toBe('key.unsupported');
  });

  it('names what it was, and where the DER breaks', () => {
    const { spki } = makeKeyPair('ed25519').key;
    const error = refusal(() => publicKeyFromSpki(spki.with(2, 0x31), 'keys/1/1_pubkey.pem'));
    expect(error).toMatchObject({
      place: 'keys/1/1_pubkey.pem, byte 3',
      expected: 'tag 0x30',
      found: 'tag 0x31',
    });
  });
});

describe('PEM', () => {
  const pem = publicKeyPem(makeKeyPair('ed25519').key);

  it.each([
    ['another label', pem.replaceAll('PUBLIC KEY', 'CERTIFICATE')],
    ['a private key', pem.replaceAll('PUBLIC KEY', 'PRIVATE KEY')],
    ['two keys', pem + pem],
    ['text around', `my key\n${pem}`],
    ['nothing', ''],
    ['half of it', pem.slice(0, 60)],
  ])('with %s is refused', (_, text) => {
    const error = refusal(() => publicKeyFromPem(text, 'key.pem'));
    expect(error.code).toBe('key.malformed');
    expect(error.place).toMatch(/^key\.pem/);
  });
});

describe('points', () => {
  const good = p256.Point.BASE.toBytes(false);

  it.each([
    ['nothing', new Uint8Array()],
    ['a compressed point', p256.Point.BASE.toBytes(true)],
    ['the point at infinity', Uint8Array.of(0)],
    ['another first byte', good.with(0, 6)],
    ['a byte too few', good.subarray(0, 64)],
    ['a byte too many', concat(good, Uint8Array.of(0))],
  ])('in the form of %s are refused', (_, point) => {
    expect(refusal(() => publicKeyFromPoint(point)).code).toBe('key.malformed');
  });

  it.each([
    ['with one bit changed', good.with(64, good[64]! ^ 1)],
    ['of zeros', concat(Uint8Array.of(4), new Uint8Array(64))],
    ['with coordinates beyond the field', concat(Uint8Array.of(4), new Uint8Array(64).fill(0xff))],
    ['of the other size', concat(Uint8Array.of(4), new Uint8Array(96).fill(1))],
  ])('%s are on no curve', (_, point) => {
    expect(refusal(() => publicKeyFromPoint(point, 'keyid 1')).code).toBe('key.not-on-curve');
  });
});

describe('Ed25519', () => {
  it.each([0, 31, 33, 64])('has not %d bytes', (length) => {
    expect(refusal(() => publicKeyFromEd25519(new Uint8Array(length))).code).toBe('key.malformed');
  });

  it.each(ED25519_TORSION_SUBGROUP)('is no point of small order: %s', (hex) => {
    expect(refusal(() => publicKeyFromEd25519(fromHex(hex))).code).toBe('key.not-on-curve');
  });

  it('is no sum of a key and a point of small order', () => {
    const [, torsion = ''] = ED25519_TORSION_SUBGROUP;
    const mixed = ed25519.Point.BASE.add(ed25519.Point.fromBytes(fromHex(torsion), true));
    expect(refusal(() => publicKeyFromEd25519(mixed.toBytes())).code).toBe('key.not-on-curve');
  });

  it('is in its one encoding: y below p', () => {
    // y = p + 3, which RFC 8032 refuses and lax readers take for 3.
    const bytes = fromHex(`f0${'ff'.repeat(30)}7f`);
    expect(refusal(() => publicKeyFromEd25519(bytes)).code).toBe('key.not-on-curve');
  });

  it('is a point of the curve, or no key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (raw) => {
        const outcome = outcomeOf(KeyError, () => publicKeyFromEd25519(raw));
        const code = 'error' in outcome ? outcome.error.code : 'key.not-on-curve';
        expect(code).toBe('key.not-on-curve');
      }),
      { numRuns: 50 },
    );
  });
});

describe('RSA', () => {
  const modulus = new Uint8Array(256).fill(0xff);
  const exponent = Uint8Array.of(1, 0, 1);

  it('with sound numbers is read', () => {
    expect(publicKeyFromRsa(modulus, exponent).type).toBe('rsa');
    expect(publicKeyFromRsa(new Uint8Array(1024).fill(0xff), exponent).type).toBe('rsa');
    expect(publicKeyFromRsa(modulus, Uint8Array.of(0xff, 0xff, 0xff, 0xff)).type).toBe('rsa');
  });

  it.each([
    ['2047 bits', modulus.with(0, 0x7f), exponent, 'key.unsupported'],
    ['8193 bits', new Uint8Array(1025).fill(0xff).with(0, 1), exponent, 'key.unsupported'],
    ['a modulus of zero', new Uint8Array(256), exponent, 'key.unsupported'],
    ['an even modulus', modulus.with(255, 0xfe), exponent, 'key.malformed'],
    ['the exponent 0', modulus, Uint8Array.of(0), 'key.unsupported'],
    ['the exponent 1', modulus, Uint8Array.of(1), 'key.unsupported'],
    ['an even exponent', modulus, Uint8Array.of(1, 0, 0), 'key.unsupported'],
    ['an exponent of 33 bits', modulus, Uint8Array.of(1, 0, 0, 0, 1), 'key.unsupported'],
  ])('with %s is refused', (_, n, e, code) => {
    expect(refusal(() => publicKeyFromRsa(n, e)).code).toBe(code);
  });

  it('without the NULL of its algorithm is refused', () => {
    const name = derElement(derTag.objectIdentifier, fromHex('2a864886f70d010101'));
    const numbers = derElement(derTag.sequence, derUnsigned(modulus), derUnsigned(exponent));
    const key = derElement(derTag.bitString, Uint8Array.of(0), numbers);
    const spki = (...algorithm: Uint8Array[]): Uint8Array =>
      derElement(derTag.sequence, derElement(derTag.sequence, ...algorithm), key);
    expect(publicKeyFromSpki(spki(name, Uint8Array.of(5, 0)), 'key').type).toBe('rsa');
    expect(refusal(() => publicKeyFromSpki(spki(name), 'key')).code).toBe('key.malformed');
    const filled = spki(name, Uint8Array.of(5, 1, 0));
    expect(refusal(() => publicKeyFromSpki(filled, 'key')).code).toBe('key.malformed');
  });
});

function writtenAgain(spki: Uint8Array): string {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  return toHex(key.export({ format: 'der', type: 'spki' }));
}
