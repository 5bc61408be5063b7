import type { Certificate } from './certificate.ts';
import { judgePivAttestation, type PivAttestation } from './piv-attestation.ts';
import { isPivAttestation } from './piv-claims.ts';
import type { Anchor } from './vendor-roots.ts';
import { judgeYubiHsmAttestation, type YubiHsmAttestation } from './yubihsm-attestation.ts';
import { isYubiHsmAttestation } from './yubihsm-claims.ts';

/** A key's attestation, of any device whose vendor the station pins. */
export type Attestation = PivAttestation | YubiHsmAttestation;

/** True if the certificate claims to be about a key of one of these devices. */
export function isAttestation(certificate: Certificate): boolean {
  return isPivAttestation(certificate) || isYubiHsmAttestation(certificate);
}

/**
 * Judges an attestation by the rules of the vendor that its claims are of.
 * Throws AttestationError if it makes no claims, or if they are out of form. `pinned` is for tests only.
 */
export function judgeAttestation(
  keyCert: Certificate,
  deviceCert: Certificate,
  place: string,
  pinned?: readonly Anchor[],
): Attestation {
  const judge =
    isYubiHsmAttestation(keyCert) && !isPivAttestation(keyCert)
      ? judgeYubiHsmAttestation
      : judgePivAttestation;
  return judge(keyCert, deviceCert, place, pinned);
}

/** Why the device's own words speak against the key being in this device only, or null. */
export function reservation(attestation: Attestation): string | null {
  if (attestation.vendor === 'yubikey-piv') return null;
  if (attestation.origin !== 'generated')
    return 'the key was brought to the device from outside, so there may be copies';
  return attestation.exportable
    ? 'the key may leave the device under a wrap key, so there may be copies'
    : null;
}
