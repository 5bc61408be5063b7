import { type Firmware, firmwareOf, isBefore } from '../../../src/attestation/firmware.ts';
import { algorithm } from './algorithm.ts';

/** What a firmware can do, from Yubico's release notes and the SDK's feature list. */
export interface Abilities {
  /** Instruction F8; older devices tell their serial by the OTP applet only. */
  readonly pivSerial: boolean;
  /** Instruction F7. */
  readonly metadata: boolean;
  /** Management keys of AES beside 3DES. */
  readonly aesManagementKey: boolean;
  /** What a fresh device has: 3DES (03) or AES-192 (0A). */
  readonly factoryManagementAlgorithm: number;
  /** Instruction F6: move or delete a key. */
  readonly moveKey: boolean;
  /** The form factor in the attestation and in the device information. */
  readonly formFactor: boolean;
  readonly algorithms: ReadonlySet<number>;
}

export function abilitiesOf(firmware: Firmware): Abilities {
  const since = (major: number, minor: number, patch = 0): boolean =>
    !isBefore(firmware, firmwareOf(major, minor, patch));
  const { rsa1024, rsa2048, rsa3072, rsa4096, p256, p384, ed25519, x25519 } = algorithm;
  return {
    pivSerial: since(5, 0),
    metadata: since(5, 3),
    aesManagementKey: since(5, 4, 2),
    factoryManagementAlgorithm: since(5, 7) ? 0x0a : 0x03,
    moveKey: since(5, 7),
    formFactor: since(5, 0),
    algorithms: new Set([
      rsa1024,
      rsa2048,
      p256,
      p384,
      ...(since(5, 7) ? [rsa3072, rsa4096, ed25519, x25519] : []),
    ]),
  };
}
