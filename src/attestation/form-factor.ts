const names: ReadonlyMap<number, string> = new Map([
  [1, 'USB-A keychain'],
  [2, 'USB-A nano'],
  [3, 'USB-C keychain'],
  [4, 'USB-C nano'],
  [5, 'USB-C and Lightning'],
  [6, 'USB-A fingerprint'],
  [7, 'USB-C fingerprint'],
]);

/** The form of a YubiKey as its attestation and its device information tell it; the upper two bits say other things. */
export function formFactorName(code: number): string {
  return names.get(code & 0x3f) ?? 'unknown';
}
