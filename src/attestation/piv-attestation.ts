import type { PublicKey } from '../keys/public-key.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { type ChainVerdict, verifyDeviceChain } from './chain.ts';
import { type PivClaims, pivClaims } from './piv-claims.ts';
import type { Anchor } from './vendor-roots.ts';

/** A key's attestation: what the device says about the key, and whether the vendor vouches for the device. */
export interface PivAttestation extends PivClaims {
  readonly vendor: 'yubikey-piv';
  readonly place: string;
  /** The attested key. */
  readonly publicKey: PublicKey;
  readonly chain: ChainVerdict;
  readonly keyCert: Certificate;
  readonly deviceCert: Certificate;
}

/**
 * Reads and judges a PIV attestation. `keyCert` and `deviceCert` are the files' bytes, PEM or DER; `place` names them
 * in errors. An attestation whose chain does not hold is returned with its reason; its claims are then only words.
 * Throws AttestationError if the files are no certificates or make no claims.
 */
export function verifyPivAttestation(
  files: { readonly keyCert: Uint8Array; readonly deviceCert: Uint8Array },
  place: string,
): PivAttestation {
  return judgePivAttestation(
    readCertificate(files.keyCert, `${place}, key certificate`),
    readCertificate(files.deviceCert, `${place}, device certificate`),
    place,
  );
}

/** The same for certificates that were read before. `pinned` is for tests only. */
export function judgePivAttestation(
  keyCert: Certificate,
  deviceCert: Certificate,
  place: string,
  pinned?: readonly Anchor[],
): PivAttestation {
  return {
    vendor: 'yubikey-piv',
    place,
    ...pivClaims(keyCert, deviceCert),
    publicKey: keyCert.publicKey,
    chain: verifyDeviceChain('yubikey-piv', keyCert, deviceCert, pinned),
    keyCert,
    deviceCert,
  };
}
