import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { p256, p384 } from '@noble/curves/nist.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/encoding/hex.ts';
import {
  type PublicKey,
  publicKeyFromEd25519,
  publicKeyFromPem,
  publicKeyFromPoint,
  publicKeyFromRsa,
  publicKeyFromSpki,
  publicKeyPem,
} from '../../src/keys/public-key.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import { makeKeyPair } from './key-pairs.ts';

function jwk(key: PublicKey) {
  const exported = createPublicKey(publicKeyPem(key)).export({ format: 'jwk' });
  const { x, y, n, e } = exported;
  return { x: fromUrl(x), y: fromUrl(y), n: fromUrl(n), e: fromUrl(e) };
}

function fromUrl(base64: string | undefined): Uint8Array {
  return Buffer.from(base64 ?? '', 'base64url');
}

describe.each<[Scheme, PublicKey['type'], number]>([
  ['ecdsa-sha2-nistp256', 'ecdsa-p256', 91],
  ['ecdsa-sha2-nistp384', 'ecdsa-p384', 120],
  ['ed25519', 'ed25519', 44],
  ['rsassa-pss-sha256', 'rsa', 294],
])('a key for %s', (scheme, type, length) => {
  const { key } = makeKeyPair(scheme);

  it('is known by the digest of its SubjectPublicKeyInfo', () => {
    expect(key.type).toBe(type);
    expect(key.spki).toHaveLength(length);
    expect(key.digest).toBe(createHash('sha256').update(key.spki).digest('hex'));
  });

  it('goes to PEM as OpenSSL writes it, and back', () => {
    const pem = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' })
      .export({ format: 'pem', type: 'spki' })
      .toString();
    expect(publicKeyPem(key)).toBe(pem);
    expect(publicKeyFromPem(pem, 'key.pem')).toEqual(key);
    expect(publicKeyFromPem(pem.trimEnd(), 'key.pem')).toEqual(key);
  });

  it('does not change with the buffer that it was read from', () => {
    const buffer = Uint8Array.from(key.spki);
    const read = publicKeyFromSpki(buffer, 'key');
    buffer.fill(0);
    expect(read).toEqual(key);
  });

  it('is the same from its numbers alone', () => {
    const { x, y, n, e } = jwk(key);
    const made = {
      'ecdsa-p256': () => publicKeyFromPoint(Buffer.concat([Uint8Array.of(4), x, y])),
      'ecdsa-p384': () => publicKeyFromPoint(Buffer.concat([Uint8Array.of(4), x, y])),
      ed25519: () => publicKeyFromEd25519(x),
      rsa: () => publicKeyFromRsa(n, e),
    }[type]();
    expect(made).toEqual(key);
  });
});

describe('points', () => {
  it.each([
    ['ecdsa-p256', p256, 32],
    ['ecdsa-p384', p384, 48],
  ])('of every private key make a key of %s that OpenSSL reads', (type, curve, size) => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: curve.Point.Fn.ORDER - 1n }), (secret) => {
        const point = curve.Point.BASE.multiply(secret).toBytes(false);
        const key = publicKeyFromPoint(point);
        const { x, y } = jwk(key);
        expect(key.type).toBe(type);
        expect(toHex(Buffer.concat([x, y]))).toBe(toHex(point.subarray(1)));
        expect(x).toHaveLength(size);
      }),
      { numRuns: 20 },
    );
  });
});

describe('RSA', () => {
  it('numbers may have leading zeros: the key is the same', () => {
    const { key } = makeKeyPair('rsassa-pss-sha256');
    const { n, e } = jwk(key);
    const zeros = new Uint8Array(3);
    const padded = publicKeyFromRsa(Buffer.concat([zeros, n]), Buffer.concat([zeros, e]));
    expect(padded.digest).toBe(key.digest);
  });

  it.each([
    [2048, 3],
    [2049, 65_537],
    [3072, 65_537],
  ])('of %d bits with the exponent %d is a key', (modulusLength, publicExponent) => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength, publicExponent });
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    expect(publicKeyFromSpki(spki, 'key').type).toBe('rsa');
  });
});

describe('the keys of real ceremonies', () => {
  const ceremonies = join(import.meta.dirname, '../fixtures/sigstore-root-signing/ceremony');
  const files = readdirSync(ceremonies, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('_pubkey.pem'),
  );

  it('are there', () => {
    expect(files.length).toBeGreaterThanOrEqual(10);
  });

  it.each(files)('%s is read', (file) => {
    const text = readFileSync(join(ceremonies, file), 'utf8');
    const key = publicKeyFromPem(text, file);
    expect(key.type).toBe('ecdsa-p256');
    expect(publicKeyPem(key).trim()).toBe(text.trim());
  });
});
