import type { PublicKey } from '../keys/public-key.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { type ChainVerdict, verifyDeviceChain } from './chain.ts';
import type { Anchor } from './vendor-roots.ts';
import { type YubiHsmClaims, yubiHsmClaims } from './yubihsm-claims.ts';

/** A key's attestation from a YubiHSM 2: what the device says of the key, and whether the vendor vouches for the device. */
export interface YubiHsmAttestation extends YubiHsmClaims {
  readonly vendor: 'yubihsm2';
  readonly place: string;
  /** The attested key. */
  readonly publicKey: PublicKey;
  readonly chain: ChainVerdict;
  readonly keyCert: Certificate;
  readonly deviceCert: Certificate;
}

/**
 * Reads and judges an attestation that `yubihsm-shell -a sign-attestation-certificate` wrote, with the device's
 * certificate (opaque object 0). Files are PEM or DER; `place` names them in errors. A chain that does not hold is
 * returned with its reason. Throws AttestationError if the files are no certificates or make no claims.
 */
export function verifyYubiHsmAttestation(
  files: { readonly keyCert: Uint8Array; readonly deviceCert: Uint8Array },
  place: string,
): YubiHsmAttestation {
  return judgeYubiHsmAttestation(
    readCertificate(files.keyCert, `${place}, key certificate`),
    readCertificate(files.deviceCert, `${place}, device certificate`),
    place,
  );
}

/** The same for certificates that were read before. `pinned` is for tests only. */
export function judgeYubiHsmAttestation(
  keyCert: Certificate,
  deviceCert: Certificate,
  place: string,
  pinned?: readonly Anchor[],
): YubiHsmAttestation {
  return {
    vendor: 'yubihsm2',
    place,
    ...yubiHsmClaims(keyCert),
    publicKey: keyCert.publicKey,
    chain: verifyDeviceChain('yubihsm2', keyCert, deviceCert, pinned),
    keyCert,
    deviceCert,
  };
}
