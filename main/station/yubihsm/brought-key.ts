import { reservation } from '../../../src/attestation/attestation.ts';
import { readCertificate } from '../../../src/attestation/certificate.ts';
import { isPivAttestation } from '../../../src/attestation/piv-claims.ts';
import { isSameSerial } from '../../../src/attestation/same-serial.ts';
import {
  judgeYubiHsmAttestation,
  type YubiHsmAttestation,
} from '../../../src/attestation/yubihsm-attestation.ts';
import type { Serial } from '../../../src/ceremony/serial.ts';
import type { SpkiDigest } from '../../../src/keys/public-key.ts';
import type { CeremonyFolder } from '../../ceremonies/ceremony-folder.ts';
import { certificatesAbout } from '../../ceremonies/key-files.ts';
import { StepError } from '../desk.ts';
import type { Named } from '../yubikey/attested-key.ts';

/** One certificate of a pair that was brought: its bytes, PEM or DER, and the file's name for errors. */
export interface BroughtFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const notTaken = ['Nothing was written.', 'No PIN was sent.'];

/**
 * Reads and judges a pair as `yubihsm-shell` writes it: the attestation of the key, and the certificate of the device.
 * @throws AttestationError naming the file that is no certificate, or makes no claims; StepError `attestation.mismatch`
 * for the attestation of a YubiKey
 */
export function judgeBrought(key: BroughtFile, device: BroughtFile): YubiHsmAttestation {
  const keyCert = readCertificate(key.bytes, key.name);
  const deviceCert = readCertificate(device.bytes, device.name);
  if (isPivAttestation(keyCert)) {
    throw new StepError('attestation.mismatch', 'this is the attestation of a YubiKey', {
      expected: 'the attestation of a key in a YubiHSM 2',
      found: 'one of a key in a YubiKey',
      place: key.name,
      hint: 'A YubiKey is asked itself: plug it in. For a YubiHSM choose the file that yubihsm-shell wrote for this key.',
      notDone: notTaken,
    });
  }
  return judgeYubiHsmAttestation(keyCert, deviceCert, key.name);
}

/**
 * The interlock: the attestation has to be about this token and this key, the device has to have made it for itself
 * alone, and the chain has to end where the mode of the ceremony wants it to.
 * @throws StepError `attestation.mismatch`, `attestation.not-vouched`, both sides named
 */
export function requireAboutBrought(
  found: YubiHsmAttestation,
  named: Named,
  notDone: readonly string[] = notTaken,
): YubiHsmAttestation {
  const { chain, place } = found;
  const stop = (
    code: 'attestation.mismatch' | 'attestation.not-vouched',
    message: string,
    sides: { readonly expected: string; readonly found: string; readonly hint: string },
  ): StepError => new StepError(code, message, { ...sides, place, notDone: [...notDone] });
  if (!isSameSerial(found, named.serial)) {
    throw stop('attestation.mismatch', 'the attestation is of another device', {
      expected: `serial ${named.serial}`,
      found: `serial ${found.serial}`,
      hint: 'Choose the files of the device that holds your key.',
    });
  }
  if (found.publicKey.digest !== named.spki) {
    throw stop('attestation.mismatch', 'the attestation is about another key', {
      expected: `key ${named.spki.slice(0, 8)}`,
      found: `key ${found.publicKey.digest.slice(0, 8)}`,
      hint: 'Have the device attest the key that was made here, and choose that file.',
    });
  }
  const vouched = named.mode === 'rehearsal' ? chain.practice : chain.valid;
  if (!vouched) {
    throw stop('attestation.not-vouched', 'nobody vouches for this device here', {
      expected:
        named.mode === 'rehearsal'
          ? 'the practice root'
          : 'a root of its maker that is pinned here',
      found: chain.valid ? chain.anchor.root : chain.reason,
      hint: 'Choose the device’s own certificate as the second file. If it is that one, show both sides to the host.',
    });
  }
  const against = reservation(found);
  if (against !== null) {
    throw stop('attestation.not-vouched', 'the device does not vouch for this key', {
      expected: 'a key that it made, and that cannot leave it',
      found: against,
      hint: 'Make a key on the device that cannot be exported. Tell the host.',
    });
  }
  return found;
}

/**
 * What was brought for this key and lies in the ceremony folder, judged anew; null where nothing does.
 * @throws AttestationError where the files cannot be read any more
 */
export async function broughtKey(
  folder: CeremonyFolder,
  key: { readonly serial: Serial; readonly spki: SpkiDigest },
): Promise<YubiHsmAttestation | null> {
  const found = await certificatesAbout(folder, key.serial, key.spki);
  if (found === null) return null;
  const place = `keys/${key.serial}`;
  return judgeBrought(
    { name: `${place}, key certificate`, bytes: found.keyCert },
    { name: `${place}, device certificate`, bytes: found.deviceCert },
  );
}
