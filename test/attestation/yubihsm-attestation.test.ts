import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAttestation, reservation } from '../../src/attestation/attestation.ts';
import { AttestationError } from '../../src/attestation/attestation-error.ts';
import { readCertificate } from '../../src/attestation/certificate.ts';
import type { Anchor } from '../../src/attestation/vendor-roots.ts';
import {
  judgeYubiHsmAttestation,
  verifyYubiHsmAttestation,
} from '../../src/attestation/yubihsm-attestation.ts';
import { derElement, derTag } from '../../src/encoding/der.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { basicConstraints, claim, ecKeys, extension, mintDevice } from './minted.ts';

/** Extension 1.3.6.1.4.1.41482.4.N with these bytes. */
const hsmClaim = (number: number, value: Uint8Array) =>
  extension(`2b0601040182c40a04${number.toString(16).padStart(2, '0')}`, value);
const bytes = (...values: number[]) => Uint8Array.from(values);
const bits = (...values: number[]) => derElement(derTag.bitString, bytes(0, ...values));

const good: Readonly<Record<number, Uint8Array>> = {
  1: derElement(derTag.octetString, bytes(2, 4, 1)),
  2: derElement(derTag.integer, bytes(0x01, 0x3d, 0x20, 0x58)),
  3: bits(0x01),
  4: bits(0x80, 0x01),
  5: bits(0, 0, 0, 4, 0, 0, 6, 0x60),
  6: derElement(derTag.integer, bytes(0x24)),
  9: derElement(0x0c, utf8('root key')),
};

function minted(changed: Readonly<Record<number, Uint8Array | null>> = {}, more = {}) {
  const claims = { ...good, ...changed };
  const keyExtensions = Object.entries(claims).flatMap(([number, value]) =>
    value === null ? [] : [hsmClaim(Number(number), value)],
  );
  return mintDevice({ keyExtensions, subject: 'YubiHSM Attestation id:0x0024', ...more });
}

const read = (der: Uint8Array) => readCertificate(der, 'minted');

function judged(device = minted(), vendor: Anchor['vendor'] = 'yubihsm2') {
  return judgeYubiHsmAttestation(read(device.keyCert), read(device.deviceCert), 'minted', [
    { ...device.anchor, vendor },
  ]);
}

describe('an attestation of a YubiHSM 2', () => {
  it('tells what the device says, and that the vendor vouches for it', () => {
    const attestation = judged();
    expect(attestation).toMatchObject({
      vendor: 'yubihsm2',
      serial: '20783192',
      origin: 'generated',
      domains: [1, 16],
      exportable: false,
      capabilities: '0000000400000660',
      objectId: 0x24,
      label: 'root key',
    });
    expect(attestation.firmware.text).toBe('2.4.1');
    expect(attestation.chain.valid).toBe(true);
  });

  it.each([
    ['imported', 0x02],
    ['imported under a wrap key', 0x10],
    ['generated, gone out and come back', 0x11],
    ['of no origin', 0x00],
    ['of an origin nobody knows', 0x05],
  ])('does not call a key generated that was %s', (_what, origin) => {
    expect(judged(minted({ 3: bits(origin) })).origin).toBe('imported');
  });

  it('says that a key can leave under a wrap key', () => {
    expect(judged(minted({ 5: bits(0, 0, 0, 0, 0, 1, 0, 0x80) })).exportable).toBe(true);
    expect(judged(minted({ 5: bits(0, 0, 0, 0, 0, 2, 0, 0x80) })).exportable).toBe(false);
  });

  it('leaves out of a label what could disguise it', () => {
    const disguised = derElement(0x0c, utf8('root\u202e key\u0000'));
    expect(judged(minted({ 9: disguised })).label).toBe('root key');
    expect(judged(minted({ 9: derElement(0x0c) })).label).toBe('');
  });

  it.each([1, 2, 4, 6, 9])('without claim %i is refused', (number) => {
    expect(() => judged(minted({ [number]: null }))).toThrow(AttestationError);
  });

  it.each([3, 5])('without claim %i is none', (number) => {
    expect(() => judged(minted({ [number]: null }))).toThrow('says nothing about a key');
  });

  it.each<[string, Record<number, Uint8Array>]>([
    ['firmware of two numbers', { 1: derElement(derTag.octetString, bytes(2, 4)) }],
    ['a bare firmware', { 1: bytes(2, 4, 1) }],
    ['a negative serial', { 2: derElement(derTag.integer, bytes(0x80)) }],
    ['bits that do not end at a byte', { 3: derElement(derTag.bitString, bytes(1, 2)) }],
    ['an origin of two bytes', { 3: bits(0, 1) }],
    ['an origin that is text', { 3: derElement(0x0c, utf8('generated')) }],
    ['capabilities of seven bytes', { 5: bits(0, 0, 0, 0, 0, 0, 1) }],
    ['an object id of three bytes', { 6: derElement(derTag.integer, bytes(1, 0, 0)) }],
    ['something behind the label', { 9: bytes(0x0c, 0, 0) }],
  ])('with %s is refused', (_what, changed) => {
    expect(() => judged(minted(changed))).toThrow(
      expect.objectContaining({ code: 'attestation.claims-malformed' }),
    );
  });

  it('never reads bytes at random as a claim without an error of its own', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3, 4, 5, 6, 9),
        fc.uint8Array({ maxLength: 24 }),
        (number, value) => {
          const outcome = outcomeOf(() => judged(minted({ [number]: value })));
          expect(outcome).toMatch(/^(read|attestation\.claims-(malformed|missing))$/);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function outcomeOf(act: () => unknown): string {
  try {
    act();
    return 'read';
  } catch (error) {
    return error instanceof AttestationError ? error.code : String(error);
  }
}

const against = (changed: Readonly<Record<number, Uint8Array>>) => {
  const { keyCert, deviceCert } = minted(changed);
  return reservation(judgeAttestation(read(keyCert), read(deviceCert), 'minted'));
};

describe('what speaks against a key', () => {
  it('is that it was outside, or may go there', () => {
    expect(against({})).toBeNull();
    expect(against({ 3: bits(0x02) })).toContain('brought to the device from outside');
    expect(against({ 5: bits(0, 0, 0, 0, 0, 1, 0, 0x80) })).toContain('under a wrap key');
  });
});

describe('the chain of a YubiHSM 2', () => {
  it('does not hold under an issuer of YubiKeys', () => {
    expect(judged(minted(), 'yubikey-piv').chain).toMatchObject({
      valid: false,
      rule: 'device-issuer',
    });
  });

  it('does not hold where another device signed the key', () => {
    expect(judged(minted({}, { keyIssuer: ecKeys() })).chain).toMatchObject({ rule: 'key-issuer' });
  });

  it('does not hold where the device may not issue', () => {
    const plain = minted({}, { deviceExtensions: [basicConstraints(false)] });
    expect(judged(plain).chain).toMatchObject({ rule: 'device-authority' });
  });

  it('under a root of our own does not hold in the program', () => {
    const { keyCert, deviceCert } = minted();
    const { chain } = verifyYubiHsmAttestation({ keyCert, deviceCert }, 'files');
    expect(chain.valid).toBe(false);
  });

  it('is not read out of an attestation of a YubiKey', () => {
    const { keyCert, deviceCert } = mintDevice({
      keyExtensions: [claim(3, 5, 7, 1), claim(8, 3, 2)],
    });
    expect(() => verifyYubiHsmAttestation({ keyCert, deviceCert }, 'files')).toThrow(
      expect.objectContaining({ code: 'attestation.claims-missing' }),
    );
  });
});
