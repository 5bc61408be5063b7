import { X509Certificate } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../src/attestation/certificate.ts';
import { isIssuedBy } from '../../src/attestation/issued-by.ts';
import { vendorCertificates } from '../../src/attestation/vendor-certificates.ts';
import { anchors } from '../../src/attestation/vendor-roots.ts';
import { fromBase64 } from '../../src/encoding/base64.ts';
import { decodeAllPem } from '../../src/encoding/pem.ts';

const folder = path.join(import.meta.dirname, '../../assets/vendor-roots');
const assets = globSync('*.pem', { cwd: folder }).flatMap((file) =>
  decodeAllPem(readFileSync(path.join(folder, file), 'utf8')).map(({ der }) => ({
    file,
    der,
    name: new X509Certificate(der).subject.replace('CN=', ''),
  })),
);
const otherApplet = / (?:FIDO|OPGP|SD) Attestation /;

describe('the pinned vendor certificates', () => {
  it('are those of assets/vendor-roots, byte by byte, without the other applets', () => {
    const expected = assets
      .filter(({ name }) => !otherApplet.test(name))
      .map(({ file, name, der }) => `${file} ${name} ${Buffer.from(der).toString('base64')}`);
    const pinned = vendorCertificates.map(({ file, name, base64 }) => `${file} ${name} ${base64}`);
    expect(pinned.toSorted()).toEqual(expected.toSorted());
  });

  it('have the digests that the README states', () => {
    const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
    for (const { file, base64 } of vendorCertificates) {
      if (file === 'attestation-root-1-intermediates.pem') continue;
      const { sha256 } = readCertificate(fromBase64(base64), file);
      expect(readme).toContain(`\`${file}\``);
      expect(readme).toContain(sha256);
    }
  });

  it('of the PIV root in two editions have one key', () => {
    const editions = vendorCertificates
      .filter(({ name }) => name === 'Yubico PIV Root CA Serial 263751')
      .map(({ base64, file }) => readCertificate(fromBase64(base64), file));
    expect(editions).toHaveLength(2);
    expect(new Set(editions.map(({ sha256 }) => sha256)).size).toBe(2);
    expect(new Set(editions.map(({ publicKey }) => publicKey.digest)).size).toBe(1);
  });
});

describe('the anchors', () => {
  it('lead from every issuer of devices up to its root, by signature', () => {
    for (const { path: steps, root } of anchors()) {
      for (const [index, certificate] of steps.entries()) {
        const issuer = steps[index + 1] ?? certificate;
        expect(isIssuedBy(certificate, issuer.publicKey)).toBe(true);
        expect(certificate.isCa).toBe(true);
      }
      expect(steps.at(-1)?.subjectName).toBe(root);
    }
  });

  it('name every issuer of PIV and YubiHSM devices once', () => {
    expect(
      anchors().map(({ vendor, root, path: [issuer] }) => [vendor, issuer?.subjectName, root]),
    ).toEqual([
      ['yubikey-piv', 'Yubico PIV Root CA Serial 263751', 'Yubico PIV Root CA Serial 263751'],
      ['yubikey-piv', 'Yubico U2F Root CA Serial 457200631', 'Yubico U2F Root CA Serial 457200631'],
      ['yubikey-piv', 'Yubico PIV Attestation A 1', 'Yubico Attestation Root 1'],
      ['yubikey-piv', 'Yubico PIV Attestation B 1', 'Yubico Attestation Root 1'],
      ['yubikey-piv', 'Yubico PIV Attestation B2 1', 'Yubico Attestation Root 1'],
      ['yubihsm2', 'Yubico YubiHSM 6742036 Sub-CA', 'Yubico YubiHSM Root CA'],
      ['yubihsm2', 'YubiHSM Attestation B2 1', 'Yubico Attestation Root 1'],
    ]);
  });

  it('waive the authority of a device for the U2F root alone', () => {
    expect(
      anchors()
        .filter((anchor) => anchor.deviceMayLackCa)
        .map(({ root }) => root),
    ).toEqual(['Yubico U2F Root CA Serial 457200631']);
  });
});
