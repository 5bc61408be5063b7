import { describe, expect, it } from 'vitest';
import { advisories, advisoriesFor } from '../../src/attestation/advisories.ts';
import { readCertificate } from '../../src/attestation/certificate.ts';
import { firmwareOf, isBefore, parseFirmware } from '../../src/attestation/firmware.ts';
import { judgePivAttestation } from '../../src/attestation/piv-attestation.ts';
import { attestationClaims, type Expected, type KeyPolicy } from '../../src/attestation/policy.ts';
import { Claim } from '../../src/contract/values.ts';
import { claim, goodClaims, mintDevice } from './minted.ts';

const strict: KeyPolicy = { pin: 'always', touch: 'always', attestation: 'required' };

const read = (bytes: Uint8Array) => readCertificate(bytes, 'minted');

function attested(...replaced: readonly Uint8Array[]) {
  const device = mintDevice({
    keyExtensions: replaced.length === 0 ? goodClaims : replaced,
  });
  return judgePivAttestation(read(device.keyCert), read(device.deviceCert), 'minted', [
    device.anchor,
  ]);
}

function lines(
  attestation: ReturnType<typeof attested> | null,
  policy: Partial<KeyPolicy> = {},
  expected: Expected = {},
): string[] {
  const claims = attestationClaims(attestation, { ...strict, ...policy }, expected);
  for (const one of claims) expect(Claim.parse(one)).toEqual(one);
  return claims.map(({ state, label, value, why }) => `${state} ${label}: ${value}. ${why}`);
}

describe('an attestation held against the plan', () => {
  it('that is as planned says so, line by line', () => {
    const attestation = attested();
    expect(
      lines(attestation, {}, { serial: '305419896', spki: attestation.publicKey.spki }),
    ).toEqual([
      'ok Key: Made on the device, slot 9c. It cannot leave the device.',
      'ok Device: Serial 305419896. Same as in the plan.',
      'ok PIN: Asked every time. ',
      'ok Touch: Needed every time. ',
      'ok Firmware: 5.7.1. ',
      'ok Public key: Same on token and in certificate. Compared byte by byte.',
    ]);
  });

  it('that is not stops at what differs', () => {
    const [, , , form] = goodClaims as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const attestation = attested(claim(3, 5, 4, 3), claim(7, 2, 1, 7), claim(8, 2, 1), form);
    expect(
      lines(
        attestation,
        { minimumFirmware: '5.7' },
        { serial: '24617802', spki: new Uint8Array(91) },
      ),
    ).toEqual([
      'ok Key: Made on the device, slot 9c. It cannot leave the device.',
      'stop Device: Serial 7. The plan names 24617802.',
      'stop PIN: Asked once a session. The plan says: asked every time.',
      'stop Touch: Not needed. The plan says: needed every time.',
      'stop Firmware: 5.4.3. The plan asks for 5.7 or later. Advisory YSA-2024-03: with the device in hand and laboratory equipment, someone could copy the key.',
      'stop Public key: Not the same on token and in certificate. The evidence is about another key.',
    ]);
  });

  it('is not said to be as in the plan where the plan names no serial', () => {
    const [, same] = lines(attested(), {}, { serial: '305419896', serialFrom: 'token' });
    expect(same).toBe('ok Device: Serial 305419896. Same as the token tells.');
    const [, other] = lines(attested(), {}, { serial: '7', serialFrom: 'token' });
    expect(other).toBe('stop Device: Serial 305419896. The token tells 7.');
  });

  it('stops at a device that is of no FIPS series, where the plan asks for one', () => {
    const found = { ...attested(), fips: true };
    expect(lines(found, { fips: true })).toContain('ok Series: FIPS. ');
    expect(lines({ ...found, fips: false }, { fips: true })).toContain(
      'stop Series: Not a FIPS series. The plan asks for a device of a FIPS series.',
    );
    expect(lines({ ...found, fips: false }).join()).not.toContain('Series');
  });

  it('under an advisory that the plan accepts asks to take note', () => {
    const old = attested(claim(3, 5, 4, 3), claim(8, 3, 2));
    const note = (policy: Partial<KeyPolicy>) =>
      lines(old, policy).find((line) => line.includes('Firmware'));
    expect(note({ minimumFirmware: '5.4' })).toBe(
      'note Firmware: 5.4.3. Advisory YSA-2024-03: with the device in hand and laboratory equipment, someone could copy the key. The plan accepts 5.4.',
    );
    expect(note({})).toMatch(/^note .* The plan accepts any\.$/);
  });

  it('may be stricter than the plan', () => {
    expect(lines(attested(), { pin: 'once', touch: 'cached' }).slice(1, 3)).toEqual([
      'ok PIN: Asked every time. ',
      'ok Touch: Needed every time. ',
    ]);
  });

  it('whose device hides its number is unknown, not wrong', () => {
    const hidden = attested(claim(3, 5, 7, 1), claim(8, 3, 2));
    expect(lines(hidden, {}, { serial: '24617802' })[1]).toBe(
      'unknown Device: Number not stated. The plan names 24617802. The device does not tell its number.',
    );
  });

  it('whose chain does not hold stops first', () => {
    const device = mintDevice({ keyIssuer: mintDevice().keys });
    const attestation = judgePivAttestation(
      read(device.keyCert),
      read(device.deviceCert),
      'minted',
      [device.anchor],
    );
    expect(lines(attestation)[0]).toBe(
      'stop Key: Not shown to be made on a device. The evidence does not hold: the device in the device certificate has not signed this key.',
    );
  });

  it('that is not there stops where the plan requires one', () => {
    expect(lines(null)).toEqual([
      'stop Attestation: None. The plan asks for one. This token cannot show that the key was made on it.',
    ]);
    expect(lines(null, { attestation: 'if-available' })).toEqual([
      'note Attestation: None. This token cannot give one. The plan accepts that.',
    ]);
  });
});

const found = (
  vendor: 'yubikey-piv' | 'yubihsm2',
  text: string,
  key: 'ecdsa-p256' | 'rsa' | 'ed25519',
) => advisoriesFor(vendor, parseFirmware(text) ?? firmwareOf(0, 0, 0), key).map(({ id }) => id);

describe('advisories', () => {
  it.each([
    ['yubikey-piv', '5.2.7', 'ecdsa-p256', ['YSA-2024-03']],
    ['yubikey-piv', '5.6.255', 'ecdsa-p256', ['YSA-2024-03']],
    ['yubikey-piv', '5.7.0', 'ecdsa-p256', []],
    ['yubikey-piv', '5.2.7', 'rsa', []],
    ['yubikey-piv', '5.2.7', 'ed25519', []],
    ['yubikey-piv', '4.3.4', 'rsa', ['YSA-2017-01']],
    ['yubikey-piv', '4.2.5', 'rsa', []],
    ['yubikey-piv', '4.2.6', 'rsa', ['YSA-2017-01']],
    ['yubikey-piv', '4.3.5', 'rsa', []],
    ['yubikey-piv', '4.4.1', 'rsa', []],
    ['yubikey-piv', '4.4.2', 'rsa', ['YSA-2019-02']],
    ['yubikey-piv', '4.4.2', 'ecdsa-p256', ['YSA-2019-02', 'YSA-2024-03']],
    ['yubikey-piv', '4.4.4', 'ecdsa-p256', ['YSA-2019-02', 'YSA-2024-03']],
    ['yubikey-piv', '4.4.5', 'ecdsa-p256', ['YSA-2024-03']],
    ['yubihsm2', '2.3.9', 'ecdsa-p256', ['YSA-2024-03']],
    ['yubihsm2', '2.4.0', 'ecdsa-p256', []],
  ] as const)('%s %s with a key of %s: %j', (vendor, firmware, key, ids) => {
    expect(found(vendor, firmware, key)).toEqual(ids);
  });

  it.each([
    ['5.7.1', 'USB-C fingerprint', ['YSA-2024-03']],
    ['5.7.2', 'USB-C fingerprint', []],
    ['5.7.1', 'USB-C keychain', []],
    ['5.7.1', null, []],
    ['5.6.0', 'USB-A fingerprint', ['YSA-2024-03']],
  ])('on firmware %s of a %s: %j', (text, formFactor, ids) => {
    const firmware = parseFirmware(text) ?? firmwareOf(0, 0, 0);
    const concerned = advisoriesFor('yubikey-piv', firmware, 'ecdsa-p384', formFactor);
    expect(concerned.map(({ id }) => id)).toEqual(ids);
  });

  it('have a source, a day, and a consequence as one clause', () => {
    for (const { id, source, published, consequence } of advisories) {
      expect(source).toBe(
        `https://www.yubico.com/support/security-advisories/${id.toLowerCase()}/`,
      );
      expect(published.text).toMatch(/^20\d\d-\d\d-\d\dT00:00:00Z$/);
      expect(consequence).toMatch(/^[a-z].*[^.]$/);
    }
  });
});

describe('firmware versions', () => {
  it.each([
    ['5.7', '5.7.0'],
    ['5.7.4', '5.7.4'],
    ['05.07', '5.7.0'],
  ])('%s reads as %s', (text, read) => {
    expect(parseFirmware(text)?.text).toBe(read);
  });

  it.each(['', '5', '5.', '5.7.4.1', 'v5.7', '5.7-beta', '5555.1', ' 5.7'])(
    '%j is none',
    (text) => {
      expect(parseFirmware(text)).toBeNull();
    },
  );

  it('are ordered number by number', () => {
    const ordered = ['4.3.5', '5.2.7', '5.4.3', '5.7.0', '5.7.4', '5.10.0'].map(
      (text) => parseFirmware(text) ?? firmwareOf(0, 0, 0),
    );
    for (const [i, left] of ordered.entries()) {
      for (const [j, right] of ordered.entries()) expect(isBefore(left, right)).toBe(i < j);
    }
  });
});
