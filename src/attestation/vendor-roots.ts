import { fromBase64 } from '../encoding/base64.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { vendorCertificates } from './vendor-certificates.ts';

export type Vendor = 'yubikey-piv' | 'yubihsm2';

/** A pinned key that issues device certificates, with the way from it up to its root. */
export interface Anchor {
  readonly vendor: Vendor;
  /** Common name of the root, as the audit report names it. */
  readonly root: string;
  /** The pinned certificates from the issuer of device certificates up to the root, both included. */
  readonly path: readonly Certificate[];
  /**
   * Devices of 2018 were certified by the U2F root, which may not have an issuer below it (path length 0), with device
   * certificates that are no certificate authorities. Both rules are waived for that root, and for no other.
   */
  readonly deviceMayLackCa: boolean;
}

const issuers: readonly { vendor: Vendor; path: readonly string[]; deviceMayLackCa?: true }[] = [
  { vendor: 'yubikey-piv', path: ['Yubico PIV Root CA Serial 263751'] },
  {
    vendor: 'yubikey-piv',
    path: ['Yubico U2F Root CA Serial 457200631'],
    deviceMayLackCa: true,
  },
  { vendor: 'yubikey-piv', path: newPath('Yubico PIV Attestation A 1', 'A') },
  { vendor: 'yubikey-piv', path: newPath('Yubico PIV Attestation B 1', 'B') },
  { vendor: 'yubikey-piv', path: newPath('Yubico PIV Attestation B2 1', 'B') },
  { vendor: 'yubihsm2', path: ['Yubico YubiHSM 6742036 Sub-CA', 'Yubico YubiHSM Root CA'] },
  { vendor: 'yubihsm2', path: newPath('YubiHSM Attestation B2 1', 'B') },
];

let loaded: readonly Anchor[] | null = null;

/** Every pinned issuer of device certificates. The list is fixed in the program; nothing on disk can add to it. */
export function anchors(): readonly Anchor[] {
  loaded ??= issuers.map(({ vendor, path, deviceMayLackCa }) => {
    const certificates = path.map(pinned);
    return {
      vendor,
      root: path.at(-1) ?? '',
      path: certificates,
      deviceMayLackCa: deviceMayLackCa === true,
    };
  });
  return loaded;
}

/** Firmware 5.7.4 and later: root, one of two intermediates, one issuer for each applet. */
function newPath(issuer: string, intermediate: 'A' | 'B'): readonly string[] {
  return [issuer, `Yubico Attestation Intermediate ${intermediate} 1`, 'Yubico Attestation Root 1'];
}

/** The two editions of the PIV root have one key; the first edition is kept in the data and named by no path. */
function pinned(name: string): Certificate {
  const entry = vendorCertificates.find((certificate) => certificate.name === name);
  if (entry === undefined) throw new RangeError(`no pinned certificate is named ${name}`);
  return readCertificate(fromBase64(entry.base64), `the pinned ${name}`);
}
