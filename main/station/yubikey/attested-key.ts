import { deviceIssuerOf } from '../../../src/attestation/chain.ts';
import { readCertificate } from '../../../src/attestation/certificate.ts';
import {
  verifyPivAttestation,
  type PivAttestation,
} from '../../../src/attestation/piv-attestation.ts';
import type { Plan } from '../../../src/ceremony/plan.ts';
import type { SpkiDigest } from '../../../src/keys/public-key.ts';
import type { TokenRef, Tokens } from '../../tokens/token.ts';
import type { AttestationCertificates } from '../../tokens/yubikey/yubikey.ts';
import { StepError } from '../desk.ts';

/** What a YubiKey certifies of the key in its slot for signatures, judged, with the certificates that say so. */
export interface AttestedKey {
  readonly attestation: PivAttestation;
  readonly certificates: AttestationCertificates;
}

/** What the key has to be the one of: the device that was named, the key that was shown, the mode of the plan. */
export interface Named {
  readonly serial: string;
  readonly spki: SpkiDigest;
  readonly mode: Plan['mode'];
}

const untouched = ['Nothing was signed.', 'No PIN was sent.'];

/**
 * Reads the attestation of the key in 9c as the device makes it now; null where it makes none, for example for a key
 * that was brought to it.
 * @throws TokenError; AttestationError where the certificates cannot be read
 */
export async function readAttestedKey(
  { yubikeys }: Pick<Tokens, 'yubikeys'>,
  ref: TokenRef,
): Promise<AttestedKey | null> {
  const certificates = await yubikeys.attestation(ref);
  return certificates === null ? null : judgedKey(certificates, `YubiKey ${ref.serial}`);
}

/** Judges certificates that were read from a device or from the disk. `place` names them in errors. @throws AttestationError */
export function judgedKey(certificates: AttestationCertificates, place: string): AttestedKey {
  return { attestation: verifyPivAttestation(certificates, place), certificates };
}

/**
 * The interlock: the attestation has to be about this device, this slot and this key, and has to end where the mode of
 * the ceremony wants it to. Policies and firmware are held against the plan on the evidence card.
 * @throws StepError `attestation.absent`, `attestation.mismatch`, `attestation.not-vouched`, both sides named
 */
export function requireAbout(found: AttestedKey | null, named: Named): AttestedKey {
  if (found === null) {
    throw new StepError('attestation.absent', 'the YubiKey certifies no key in slot 9c', {
      expected: `an attestation of key ${named.spki.slice(0, 8)}`,
      found: 'none',
      place: named.serial,
      hint: 'Use the YubiKey on which the key was made. Tell the host if it is this one.',
      notDone: untouched,
    });
  }
  const { serial, slot, publicKey, chain } = found.attestation;
  // Some devices are told to hide their number: then the number that the device itself tells stands alone.
  if (serial !== null && serial !== named.serial)
    throw mismatch(named, `serial ${named.serial}`, `serial ${serial}`);
  if (slot !== null && slot !== '9c') throw mismatch(named, 'slot 9c', `slot ${slot}`);
  if (publicKey.digest !== named.spki) {
    const [expected, other] = [named.spki, publicKey.digest].map(
      (spki) => `key ${spki.slice(0, 8)}`,
    );
    throw mismatch(named, expected ?? '', other ?? '');
  }
  const vouched = named.mode === 'rehearsal' ? chain.practice : chain.valid;
  if (!vouched) throw notVouched(named, chain.valid ? chain.anchor.root : chain.reason);
  return found;
}

/**
 * Before a key is made: somebody has to vouch for the device, and the right one. In a rehearsal that is the practice
 * root, in a real ceremony a root that the station pins.
 * @throws StepError `attestation.not-vouched`; TokenError
 */
export async function requireVouchedDevice(
  { yubikeys }: Pick<Tokens, 'yubikeys'>,
  ref: TokenRef,
  mode: Plan['mode'],
): Promise<void> {
  const named = { serial: ref.serial, mode };
  const certificate = await yubikeys.deviceCertificate(ref);
  if (certificate === null) throw notVouched(named, 'it has no certificate of its own');
  const device = readCertificate(certificate, `the device certificate of ${ref.serial}`);
  const issuer = deviceIssuerOf('yubikey-piv', device);
  if (issuer.kind === (mode === 'rehearsal' ? 'practice' : 'vendor')) return;
  throw notVouched(
    named,
    issuer.kind === 'vendor'
      ? issuer.anchor.root
      : issuer.kind === 'practice'
        ? 'the practice root'
        : 'a root that the station does not know',
  );
}

function mismatch({ serial }: Named, expected: string, found: string): StepError {
  return new StepError('attestation.mismatch', 'the YubiKey certifies something else', {
    expected,
    found,
    place: serial,
    hint: 'Do not use this YubiKey. Show both sides to the host.',
    notDone: untouched,
  });
}

function notVouched({ serial, mode }: Omit<Named, 'spki'>, found: string): StepError {
  return new StepError('attestation.not-vouched', 'nobody vouches for this YubiKey here', {
    expected:
      mode === 'rehearsal' ? 'the practice root' : 'a root of its maker that the station pins',
    found,
    place: serial,
    hint: 'Use the YubiKey in the plan. Tell the host if it is this one.',
    notDone: untouched,
  });
}
