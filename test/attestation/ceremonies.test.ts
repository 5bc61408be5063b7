import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { advisoriesFor } from '../../src/attestation/advisories.ts';
import { verifyPivAttestation } from '../../src/attestation/piv-attestation.ts';
import { equalBytes } from '../../src/encoding/bytes.ts';
import { publicKeyFromPem } from '../../src/keys/public-key.ts';

const fixtures = path.join(import.meta.dirname, '../fixtures/sigstore-root-signing');
const folders = globSync('ceremony/*/keys/*', { cwd: fixtures }).toSorted();

const expected: Record<string, { firmware: string; formFactor: string }> = {
  '13078778': { firmware: '5.2.6', formFactor: 'USB-C keychain' },
  '14454335': { firmware: '5.2.7', formFactor: 'USB-C keychain' },
  '14470876': { firmware: '5.2.7', formFactor: 'USB-C keychain' },
  '15938765': { firmware: '5.2.7', formFactor: 'USB-C keychain' },
  '15938791': { firmware: '5.2.7', formFactor: 'USB-C keychain' },
  '18158855': { firmware: '5.4.3', formFactor: 'USB-A keychain' },
};

function read(folder: string) {
  const serial = path.basename(folder);
  const file = (name: string) =>
    new Uint8Array(readFileSync(path.join(fixtures, folder, `${serial}_${name}.pem`)));
  return {
    serial,
    keyCert: file('key_cert'),
    deviceCert: file('device_cert'),
    pubkey: Buffer.from(file('pubkey')).toString('utf8'),
  };
}

describe('the attestations of the ceremonies of 2021 and 2022', () => {
  it('are ten', () => {
    expect(folders).toHaveLength(10);
  });

  it.each(folders)('%s holds, with PIN and touch at every use', (folder) => {
    const files = read(folder);
    const attestation = verifyPivAttestation(files, folder);
    expect(attestation.chain).toMatchObject({
      valid: true,
      anchor: { root: 'Yubico PIV Root CA Serial 263751' },
    });
    expect(attestation).toMatchObject({
      vendor: 'yubikey-piv',
      serial: files.serial,
      pinPolicy: 'always',
      touchPolicy: 'always',
      fips: false,
      slot: '9c',
      formFactor: expected[files.serial]?.formFactor,
      firmware: { text: expected[files.serial]?.firmware },
    });
    const key = publicKeyFromPem(files.pubkey, folder);
    expect(equalBytes(attestation.publicKey.spki, key.spki)).toBe(true);
  });

  it.each(folders)('%s is read as node:crypto reads it', (folder) => {
    const { keyCert, deviceCert } = read(folder);
    const attestation = verifyPivAttestation({ keyCert, deviceCert }, folder);
    const [key, device] = [new X509Certificate(keyCert), new X509Certificate(deviceCert)];
    expect(attestation.publicKey.spki).toEqual(
      new Uint8Array(key.publicKey.export({ type: 'spki', format: 'der' })),
    );
    expect(attestation.keyCert.sha256).toBe(key.fingerprint256.replaceAll(':', '').toLowerCase());
    expect(key.verify(device.publicKey)).toBe(true);
    expect(attestation.deviceCert.isCa).toBe(device.ca);
  });

  it.each(folders)('%s: ECDSA on firmware before 5.7 is under advisory YSA-2024-03', (folder) => {
    const { firmware, publicKey } = verifyPivAttestation(read(folder), folder);
    expect(advisoriesFor('yubikey-piv', firmware, publicKey.type).map(({ id }) => id)).toEqual([
      'YSA-2024-03',
    ]);
  });

  it('does not hold with the certificate of a device from another batch', () => {
    const [one, other] = [
      read('ceremony/2021-06-18/keys/13078778'),
      read('ceremony/2021-06-18/keys/14454335'),
    ];
    const { chain } = verifyPivAttestation(
      { keyCert: one.keyCert, deviceCert: other.deviceCert },
      'mixed',
    );
    expect(chain).toMatchObject({ valid: false, rule: 'key-issuer' });
  });

  it('does not hold with a key certificate in place of the device certificate', () => {
    const { keyCert } = read('ceremony/2021-06-18/keys/13078778');
    const { chain } = verifyPivAttestation({ keyCert, deviceCert: keyCert }, 'mixed');
    expect(chain).toMatchObject({ valid: false, rule: 'device-issuer' });
  });
});
