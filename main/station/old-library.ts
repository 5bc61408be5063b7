import { firmwareOf, isBefore, parseFirmware } from '../../src/attestation/firmware.ts';
import type { Claim } from '../../src/contract/values.ts';

/** The first libykcs11 that knows AES management keys, and the first firmware that has one from the factory. */
const knowsAes = firmwareOf(2, 3, 0);
const hasAes = firmwareOf(5, 7, 0);
const library = /libykcs11\.so\.(\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/**
 * What to know where libykcs11 is older than the token's firmware: it calls a right management key a wrong PIN
 * (CKR_PIN_INCORRECT). Null where both fit, or where the file's name tells no version.
 * @param path the library's file, symlinks resolved
 * @param firmware for example "5.7.1"
 */
export function oldLibrary(path: string, firmware: string): Claim | null {
  const version = parseFirmware(library.exec(path)?.[1] ?? '');
  const token = parseFirmware(firmware);
  if (version === null || token === null) return null;
  if (!isBefore(version, knowsAes) || isBefore(token, hasAes)) return null;
  return {
    label: 'Its library is old',
    value: `libykcs11 ${version.text}, for firmware ${token.text}`,
    why: 'It calls a right management key a wrong PIN. The station sets this token up and makes its key without it. Other programs need libykcs11 2.3 or newer.',
    state: 'note',
  };
}
