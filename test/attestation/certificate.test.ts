import { sign } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttestationError } from '../../src/attestation/attestation-error.ts';
import { readCertificate } from '../../src/attestation/certificate.ts';
import { isIssuedBy } from '../../src/attestation/issued-by.ts';
import { dottedOid } from '../../src/attestation/object-identifier.ts';
import { verifyRsaPkcs1 } from '../../src/attestation/rsa-signature.ts';
import { derElement, derTag } from '../../src/encoding/der.ts';
import { sha256, sha384, sha512 } from '../../src/encoding/digest.ts';
import { publicKeyFromSpki } from '../../src/keys/public-key.ts';
import {
  basicConstraints,
  certificatePem,
  ecKeys,
  goodClaims,
  type Keys,
  mint,
  rsaKeys,
} from './minted.ts';

const keys = ecKeys();
const minted = mint({
  subject: 'YubiKey PIV Attestation 9c',
  keys,
  issuer: keys,
  extensions: goodClaims,
});
const keyOf = ({ publicKey }: Keys) =>
  publicKeyFromSpki(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })), 'key');

function refused(file: Uint8Array): string {
  try {
    readCertificate(file, 'x.pem');
  } catch (error) {
    if (error instanceof AttestationError) return `${error.code} ${error.place ?? ''}`;
    throw error;
  }
  return 'read';
}

const malformed = 'attestation.certificate-malformed x.pem';

const withConstraints = (constraints: Uint8Array) =>
  readCertificate(mint({ subject: 's', keys, issuer: keys, extensions: [constraints] }), 'x');

describe('reading a certificate', () => {
  it('takes PEM and DER of the same certificate alike', () => {
    const fromPem = readCertificate(certificatePem(minted), 'x.pem');
    expect(fromPem).toEqual(readCertificate(minted, 'x.pem'));
    expect(fromPem).toMatchObject({
      subjectName: 'YubiKey PIV Attestation 9c',
      signatureAlgorithm: '1.2.840.10045.4.3.2',
      isCa: false,
      pathLength: null,
    });
    expect(isIssuedBy(fromPem, keyOf(keys))).toBe(true);
  });

  it('reads whether it is an authority, and over how many', () => {
    expect(withConstraints(basicConstraints(true, 0))).toMatchObject({ isCa: true, pathLength: 0 });
    expect(withConstraints(basicConstraints(true))).toMatchObject({ isCa: true, pathLength: null });
    expect(withConstraints(basicConstraints(false))).toMatchObject({
      isCa: false,
      pathLength: null,
    });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('hello')],
    ['two certificates', new Uint8Array([...certificatePem(minted), ...certificatePem(minted)])],
    ['a byte behind it', new Uint8Array([...minted, 0])],
    ['a byte missing', minted.slice(0, -1)],
    ['a byte behind it, in PEM', certificatePem(new Uint8Array([...minted, 0]))],
    ['another version', mint({ subject: 's', keys, issuer: keys, version: 1 })],
    [
      'an extension given twice',
      mint({ subject: 's', keys, issuer: keys, extensions: [...goodClaims, ...goodClaims] }),
    ],
    [
      'another algorithm inside than outside',
      mint({
        subject: 's',
        keys,
        issuer: keys,
        innerAlgorithm: derElement(
          derTag.sequence,
          derElement(derTag.objectIdentifier, Uint8Array.of(0x2a, 3, 4)),
        ),
      }),
    ],
  ])('refuses %s', (_, file) => {
    expect(refused(file)).toBe(malformed);
  });

  it('refuses a file that is larger than any attestation before it looks inside', () => {
    expect(refused(new Uint8Array(16 * 1024 + 1))).toBe('attestation.certificate-too-large x.pem');
  });

  it('gives a typed error, or another certificate, for any changed byte', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: minted.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        (at, byte) => {
          const changed = minted.with(at, byte);
          expect(['read', malformed]).toContain(refused(changed));
        },
      ),
    );
  });

  it('never verifies after any one byte was changed', () => {
    const original = readCertificate(minted, 'x');
    fc.assert(
      fc.property(
        fc.nat({ max: minted.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, bits) => {
          const changed = minted.with(at, (minted[at] ?? 0) ^ bits);
          if (refused(changed) !== 'read') return;
          const certificate = readCertificate(changed, 'x');
          expect(certificate.sha256).not.toBe(original.sha256);
          expect(isIssuedBy(certificate, original.publicKey)).toBe(false);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives a typed error for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(refused(bytes)).toBe(malformed);
        expect(refused(new Uint8Array([0x30, ...bytes]))).toBe(malformed);
      }),
    );
  });
});

describe('an issuer', () => {
  const issuers = { rsa: rsaKeys(), p256: ecKeys('P-256'), p384: ecKeys('P-384') };

  it.each([
    ['rsa', 'sha256'],
    ['rsa', 'sha384'],
    ['rsa', 'sha512'],
    ['p256', 'sha256'],
    ['p256', 'sha384'],
    ['p384', 'sha256'],
    ['p384', 'sha384'],
  ] as const)('%s with %s is known by its signature, and no other key is', (kind, hash) => {
    const issuer = issuers[kind];
    const certificate = readCertificate(mint({ subject: 's', keys, issuer, hash }), 'x');
    expect(isIssuedBy(certificate, keyOf(issuer))).toBe(true);
    for (const other of [rsaKeys(), ecKeys('P-256'), ecKeys('P-384')]) {
      expect(isIssuedBy(certificate, keyOf(other))).toBe(false);
    }
  });

  it('with an algorithm that no vendor uses is nobody', () => {
    const certificate = readCertificate(
      mint({ subject: 's', keys, issuer: keys, hash: 'sha512' }),
      'x',
    );
    expect(isIssuedBy(certificate, keyOf(keys))).toBe(false);
  });
});

describe('RSA signatures (PKCS #1 v1.5)', () => {
  const rsa = rsaKeys();
  const digests = { sha256, sha384, sha512 };

  it('agree with OpenSSL for any message and hash', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('sha256', 'sha384', 'sha512'),
        (message, hash) => {
          const signature = new Uint8Array(sign(hash, message, rsa.privateKey));
          expect(verifyRsaPkcs1(keyOf(rsa), hash, digests[hash](message), signature)).toBe(true);
          const other = digests[hash](new Uint8Array([...message, 1]));
          expect(verifyRsaPkcs1(keyOf(rsa), hash, other, signature)).toBe(false);
        },
      ),
      { numRuns: 20 },
    );
  });

  it.each([
    ['empty', new Uint8Array()],
    ['zero', new Uint8Array(256)],
    ['larger than the modulus', new Uint8Array(256).fill(255)],
    ['a byte too long', new Uint8Array(257)],
    // 1 to any power is 1: an encoding without padding.
    ['one', new Uint8Array(256).with(255, 1)],
  ])('that are %s do not hold', (_, signature) => {
    expect(verifyRsaPkcs1(keyOf(rsa), 'sha256', new Uint8Array(32), signature)).toBe(false);
  });

  it('of another kind of key do not hold', () => {
    expect(verifyRsaPkcs1(keyOf(keys), 'sha256', new Uint8Array(32), new Uint8Array(256))).toBe(
      false,
    );
  });
});

describe('object identifiers', () => {
  it.each([
    [[0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0xc4, 0x0a, 0x03, 0x07], '1.3.6.1.4.1.41482.3.7'],
    [[0x55, 0x1d, 0x13], '2.5.29.19'],
    [[0x88, 0x37], '2.999'],
    [[0x00], '0.0'],
  ])('%j is %s', (bytes, text) => {
    expect(dottedOid(Uint8Array.from(bytes))).toBe(text);
  });

  it.each([
    ['nothing', []],
    ['a cut arc', [0x2a, 0x86]],
    ['a padded arc', [0x2a, 0x80, 0x01]],
    ['a giant arc', [0x2a, 0x90, 0x80, 0x80, 0x80, 0x80, 0x01]],
  ])('refuse %s', (_, bytes) => {
    expect(() => dottedOid(Uint8Array.from(bytes))).toThrow(AttestationError);
  });
});
