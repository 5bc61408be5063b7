import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/attestation/certificate.ts';
import { deviceIssuerOf, verifyDeviceChain } from '../../src/attestation/chain.ts';
import { judgePivAttestation } from '../../src/attestation/piv-attestation.ts';
import {
  basicConstraints,
  claim,
  type Device,
  ecKeys,
  extension,
  goodClaims,
  type Keys,
  mintDevice,
  rsaKeys,
} from './minted.ts';

function judge({ keyCert, deviceCert, anchor }: Device) {
  return verifyDeviceChain(
    'yubikey-piv',
    readCertificate(keyCert, 'key'),
    readCertificate(deviceCert, 'device'),
    [anchor],
  );
}

const critical = extension('2a0304', Uint8Array.of(5, 0), true);
const keyUsage = extension('551d0f', Uint8Array.of(3, 2, 1, 6), true);

describe('the rules of a device chain', () => {
  const keyKinds: readonly [string, () => Keys][] = [
    ['RSA 2048', () => rsaKeys(2048)],
    ['P-256', () => ecKeys('P-256')],
    ['P-384', () => ecKeys('P-384')],
  ];

  it.each(keyKinds)('accept a device with an attestation key of %s', (_, make) => {
    const device = mintDevice({ root: make(), deviceKeys: make() });
    expect(judge(device)).toMatchObject({ valid: true, anchor: { root: 'Test Root' } });
  });

  it('name the issuer of a device by its signature, before there is any key', () => {
    const device = mintDevice({});
    const other = mintDevice({});
    const certificate = readCertificate(device.deviceCert, 'device');
    const issuer = deviceIssuerOf('yubikey-piv', certificate, [other.anchor, device.anchor]);
    expect(issuer).toEqual({ kind: 'vendor', anchor: device.anchor });
    expect(deviceIssuerOf('yubihsm2', certificate, [device.anchor])).toEqual({ kind: 'unknown' });
    expect(deviceIssuerOf('yubikey-piv', certificate, [other.anchor])).toEqual({ kind: 'unknown' });
    expect(deviceIssuerOf('yubikey-piv', certificate)).toEqual({ kind: 'unknown' });
  });

  it('1: refuse a key of a device that acts as a device itself', () => {
    const root = ecKeys();
    const device = mintDevice({ root, deviceKeys: ecKeys() });
    const forged = mintDevice({ root: device.keys, deviceKeys: ecKeys() });
    // The forger's "device" is certified by a genuine device's key: one step more than there may be.
    expect(judge({ ...forged, anchor: device.anchor })).toMatchObject({
      valid: false,
      rule: 'device-issuer',
    });
  });

  it('2: refuse a device of another vendor', () => {
    const device = mintDevice();
    const other = mintDevice();
    expect(judge({ ...device, anchor: other.anchor })).toMatchObject({ rule: 'device-issuer' });
    expect(judge({ ...device, anchor: { ...device.anchor, vendor: 'yubihsm2' } })).toMatchObject({
      rule: 'device-issuer',
    });
  });

  it('2: refuse a key that another device made, even one with the same name', () => {
    expect(judge(mintDevice({ keyIssuer: ecKeys() }))).toMatchObject({
      valid: false,
      rule: 'key-issuer',
    });
  });

  it.each([
    ['no certificate authority', []],
    ['a flag that says no', [basicConstraints(false)]],
    ['an authority over authorities', [basicConstraints(true, 1)]],
  ])('3: refuse a device certificate with %s', (_, deviceExtensions) => {
    expect(judge(mintDevice({ deviceExtensions }))).toMatchObject({
      valid: false,
      rule: 'device-authority',
    });
  });

  it('3: take an authority without a path length', () => {
    expect(judge(mintDevice({ deviceExtensions: [basicConstraints(true)] })).valid).toBe(true);
  });

  it('3: is waived only where the root asks for it', () => {
    const options = { deviceExtensions: [] };
    expect(judge(mintDevice({ ...options, deviceMayLackCa: true })).valid).toBe(true);
    expect(judge(mintDevice({ ...options, deviceMayLackCa: false })).valid).toBe(false);
  });

  it('4: refuse a key certificate that is an authority', () => {
    const keyExtensions = [...goodClaims, basicConstraints(true, 0)];
    expect(judge(mintDevice({ keyExtensions }))).toMatchObject({ rule: 'key-authority' });
  });

  it.each([
    ['key', { keyExtensions: [...goodClaims, critical] }],
    ['device', { deviceExtensions: [basicConstraints(true, 0), critical] }],
  ])('5: refuse an unknown critical extension in the %s certificate', (_, options) => {
    expect(judge(mintDevice(options))).toMatchObject({
      valid: false,
      rule: 'critical-extension',
      reason: 'extension 1.2.3.4 is critical and not known here',
    });
  });

  it('5: take key usage', () => {
    const deviceExtensions = [basicConstraints(true, 0), keyUsage];
    expect(judge(mintDevice({ deviceExtensions })).valid).toBe(true);
  });

  it('never take an issuer from the files: without the test root nothing holds', () => {
    const { keyCert, deviceCert } = mintDevice();
    const attestation = judgePivAttestation(
      readCertificate(keyCert, 'key'),
      readCertificate(deviceCert, 'device'),
      'minted',
    );
    expect(attestation.chain).toMatchObject({ valid: false, rule: 'device-issuer' });
  });
});

const claims = (keyExtensions: readonly Uint8Array[], subject?: string) => {
  const device = mintDevice({ keyExtensions, ...(subject === undefined ? {} : { subject }) });
  return judgePivAttestation(
    readCertificate(device.keyCert, 'key'),
    readCertificate(device.deviceCert, 'device'),
    'minted',
    [device.anchor],
  );
};

describe('claims of an attestation', () => {
  const [firmware, serial, policies, form] = goodClaims as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];

  it('are read as documented', () => {
    expect(claims(goodClaims)).toMatchObject({
      chain: { valid: true },
      firmware: { text: '5.7.1' },
      serial: '305419896',
      pinPolicy: 'always',
      touchPolicy: 'always',
      formFactor: 'USB-C keychain',
      fips: false,
      slot: '9c',
    });
  });

  it.each([
    [1, 'never'],
    [2, 'once'],
    [3, 'always'],
    [4, 'match-once'],
    [5, 'match-always'],
  ])('PIN policy %i is %s', (code, name) => {
    expect(claims([firmware, claim(8, code, 2)]).pinPolicy).toBe(name);
  });

  it.each([
    [1, 'never'],
    [2, 'always'],
    [3, 'cached'],
  ])('touch policy %i is %s', (code, name) => {
    expect(claims([firmware, claim(8, 3, code)]).touchPolicy).toBe(name);
  });

  it('may leave out serial and form factor, as firmware 4 does', () => {
    expect(claims([claim(3, 4, 3, 5), policies], 'YubiKey PIV Attestation 82')).toMatchObject({
      firmware: { text: '4.3.5' },
      serial: null,
      formFactor: null,
      slot: '82',
    });
  });

  it('say FIPS by the highest bit of the form factor', () => {
    expect(claims([firmware, policies, claim(9, 0x81)])).toMatchObject({
      formFactor: 'USB-A keychain',
      fips: true,
    });
    expect(claims([firmware, policies, claim(9, 0x3f)])).toMatchObject({ formFactor: 'unknown' });
  });

  it.each([
    ['no policies', [firmware, serial], 'attestation.claims-missing'],
    ['no firmware', [policies], 'attestation.claims-missing'],
    ['a short firmware', [claim(3, 5, 7), policies], 'attestation.claims-malformed'],
    ['long policies', [firmware, claim(8, 3, 2, 1)], 'attestation.claims-malformed'],
    ['an unknown PIN policy', [firmware, claim(8, 9, 2)], 'attestation.claims-malformed'],
    ['an unknown touch policy', [firmware, claim(8, 3, 0)], 'attestation.claims-malformed'],
    ['an empty form factor', [firmware, policies, claim(9)], 'attestation.claims-malformed'],
    [
      'a serial that is no number',
      [firmware, policies, claim(7, 4, 1, 1)],
      'attestation.claims-malformed',
    ],
    [
      'a negative serial',
      [firmware, policies, claim(7, 2, 1, 0x80)],
      'attestation.claims-malformed',
    ],
    [
      'a serial with more behind it',
      [firmware, policies, claim(7, 2, 1, 1, 0)],
      'attestation.claims-malformed',
    ],
    [
      'a giant serial',
      [firmware, policies, claim(7, 2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0)],
      'attestation.claims-malformed',
    ],
  ])('with %s are refused', (_, extensions, code) => {
    expect(() => claims(extensions)).toThrow(expect.objectContaining({ code }));
  });

  it('keep what could disguise a name out of it', () => {
    expect(claims(goodClaims, 'YubiKey\u202e\u0007 9c').keyCert.subjectName).toBe('YubiKey 9c');
    expect(
      claims([...goodClaims, form].slice(0, 4), 'x'.repeat(500)).keyCert.subjectName,
    ).toHaveLength(80);
  });
});
