import type { Attestation } from './attestation.ts';

/**
 * True if a token or file that states this serial means the device of the attestation. A YubiHSM certifies a number, and
 * its library writes that in a fixed width: zeros in front are no difference there. False where the device hides its own.
 */
export function isSameSerial(
  { vendor, serial }: Pick<Attestation, 'vendor' | 'serial'>,
  stated: string,
): boolean {
  if (serial === null) return false;
  if (vendor === 'yubikey-piv') return stated === serial;
  return /^\d+$/.test(stated) && withoutZeros(stated) === withoutZeros(serial);
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
