import { readCertificate } from '../../src/attestation/certificate.ts';
import { isIssuedBy } from '../../src/attestation/issued-by.ts';
import { practiceRootCertificate } from '../../src/attestation/practice-root.ts';
import { fromHex } from '../../src/encoding/hex.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import type { PresentToken } from './token.ts';

/** How a virtual YubiKey names itself; it stands for the label that other practice tokens have. */
const practiceName = /\bPractice\b/;
const mostRead = 256;
const read = new Map<string, 'practice-root' | 'other-root'>();

/**
 * What the certificate of a device (DER in hexadecimal) ends in. Only one that the practice root has signed and that
 * says Practice is a practice device's; whatever else is there, readable or not, is another's.
 */
export function deviceRootOf(certificate: string | null): PresentToken['deviceRoot'] {
  if (certificate === null) return null;
  const known = read.get(certificate);
  if (known !== undefined) return known;
  const root = isPractice(certificate) ? 'practice-root' : 'other-root';
  if (read.size >= mostRead) read.clear();
  read.set(certificate, root);
  return root;
}

function isPractice(certificate: string): boolean {
  try {
    const device = readCertificate(fromHex(certificate), 'the certificate of a device');
    const issuer = practiceRootCertificate().publicKey;
    return practiceName.test(device.subjectName) && isIssuedBy(device, issuer);
  } catch (error) {
    if (error instanceof StationError) return false;
    throw error;
  }
}
