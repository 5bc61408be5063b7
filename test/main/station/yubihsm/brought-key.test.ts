import { describe, expect, it } from 'vitest';
import { judgeBrought, requireAboutBrought } from '../../../../main/station/yubihsm/brought-key.ts';
import { readCertificate } from '../../../../src/attestation/certificate.ts';
import { judgeYubiHsmAttestation } from '../../../../src/attestation/yubihsm-attestation.ts';
import { isSpkiDigest } from '../../../../src/keys/spki-digest.ts';
import { type HsmKey, mintHsm, practiceIssuer } from '../../../attestation/hsm-files.ts';
import {
  certificatePem,
  type Device,
  goodClaims,
  mintDevice,
} from '../../../attestation/minted.ts';

const file = (name: string, bytes: Uint8Array) => ({ name, bytes });
const pair = ({ keyCert, deviceCert }: Device) =>
  judgeBrought(file('key.pem', certificatePem(keyCert)), file('device.der', deviceCert));

/** Judged as if the maker of this device were pinned, as Yubico is. */
function vouched(key: Partial<HsmKey> = {}) {
  const device = mintHsm({ serial: 7_550_140, ...key });
  return judgeYubiHsmAttestation(
    readCertificate(device.keyCert, 'key.pem'),
    readCertificate(device.deviceCert, 'device.der'),
    'key.pem',
    [{ ...device.anchor, vendor: 'yubihsm2' }],
  );
}

const named = (found: ReturnType<typeof vouched>, mode: 'real' | 'rehearsal' = 'real') => ({
  serial: '07550140',
  spki: found.publicKey.digest,
  mode,
});

describe('an attestation that was brought for a key', () => {
  it('is taken in a ceremony that counts where its maker is pinned, and not in a rehearsal', () => {
    const found = vouched();
    expect(requireAboutBrought(found, named(found))).toBe(found);
    expect(() => requireAboutBrought(found, named(found, 'rehearsal'))).toThrow(
      expect.objectContaining({ code: 'attestation.not-vouched', found: 'Test Root' }),
    );
  });

  it('under the practice root is the other way around', () => {
    const found = pair(mintHsm({ serial: 7_550_140, root: practiceIssuer() }));
    expect(requireAboutBrought(found, named(found, 'rehearsal'))).toBe(found);
    expect(() => requireAboutBrought(found, named(found))).toThrow(
      expect.objectContaining({
        code: 'attestation.not-vouched',
        expected: 'a root of its maker that is pinned here',
      }),
    );
  });

  it.each<[string, Partial<HsmKey>, object]>([
    [
      'another device',
      { serial: 7_550_141 },
      {
        code: 'attestation.mismatch',
        expected: 'serial 07550140',
        found: 'serial 7550141',
        place: 'key.pem',
      },
    ],
    [
      'a key that was brought to the device',
      { origin: 2 },
      { code: 'attestation.not-vouched', found: expect.stringContaining('from outside') },
    ],
    [
      'a key that may leave',
      { exportable: true },
      { code: 'attestation.not-vouched', found: expect.stringContaining('wrap key') },
    ],
  ])('is refused for %s, both sides named', (_what, key, said) => {
    const found = vouched(key);
    expect(() => requireAboutBrought(found, named(found), ['Nothing was signed.'])).toThrow(
      expect.objectContaining({ ...said, notDone: ['Nothing was signed.'] }),
    );
  });

  it('is refused for another key, both sides named', () => {
    const found = vouched();
    const digest = 'a'.repeat(64);
    if (!isSpkiDigest(digest)) throw new Error('no digest');
    const asked = { serial: '07550140', spki: digest, mode: 'real' } as const;
    expect(() => requireAboutBrought(found, asked)).toThrow(
      expect.objectContaining({
        code: 'attestation.mismatch',
        expected: 'key aaaaaaaa',
        found: `key ${found.publicKey.digest.slice(0, 8)}`,
      }),
    );
  });
});

describe('files that are no such pair', () => {
  it('are refused as those of a YubiKey, which is asked itself', () => {
    expect(() => pair(mintDevice({ keyExtensions: goodClaims }))).toThrow(
      expect.objectContaining({
        code: 'attestation.mismatch',
        place: 'key.pem',
        hint: expect.stringContaining('plug it in'),
      }),
    );
  });

  it('are refused where the first is the certificate of a device', () => {
    const { deviceCert } = mintHsm({ serial: 7_550_140 });
    const twice = () => judgeBrought(file('one.der', deviceCert), file('two.der', deviceCert));
    expect(twice).toThrow(
      expect.objectContaining({ code: 'attestation.claims-missing', place: 'one.der' }),
    );
  });

  it('are refused by name where one is no certificate', () => {
    const { keyCert } = mintHsm({ serial: 7_550_140 });
    const second = () =>
      judgeBrought(file('one.der', keyCert), file('two.pem', new TextEncoder().encode('no')));
    expect(second).toThrow(
      expect.objectContaining({ code: 'attestation.certificate-malformed', place: 'two.pem' }),
    );
  });

  it('do not hold where the second is the first again: no device vouches', () => {
    const { keyCert } = mintHsm({ serial: 7_550_140, root: practiceIssuer() });
    const found = judgeBrought(file('one.der', keyCert), file('one.der', keyCert));
    expect(found.chain).toMatchObject({ valid: false, practice: false, rule: 'device-issuer' });
  });
});
