import { derUnsigned } from '../../../src/encoding/der.ts';
import type { Abilities } from './abilities.ts';
import { algorithm } from './algorithm.ts';
import { extension, lastAuthority, makeCertificate } from './certificate.ts';
import type { Identity } from './identity.ts';
import { issuers } from './issuers.ts';
import { type KeyPair, newKeyPair } from './key-pair.ts';
import type { StoredKey } from './piv/stored-key.ts';

/** Yubico's arc: docs.yubico.com/hardware/oid/oid-piv-arc.html */
const arc = '1.3.6.1.4.1.41482.3';

/** Slot F9 as it leaves the factory: the device's own key, and its certificate under a root. */
export interface DeviceKey {
  readonly keys: KeyPair;
  readonly certificate: Buffer;
}

export async function newDeviceKey(identity: Identity, abilities: Abilities): Promise<DeviceKey> {
  // Devices have RSA 2048 here, and P-384 since firmware 5.7.
  const keys = await newKeyPair(abilities.moveKey ? algorithm.p384 : algorithm.rsa2048);
  const { major, minor, patch } = identity.firmware;
  const { rootName, rootKey, deviceName } = issuers[identity.root]();
  const certificate = makeCertificate({
    subject: deviceName,
    issuer: rootName,
    publicKey: keys.publicKey,
    issuerKey: rootKey,
    extensions: [claim(3, Uint8Array.of(major, minor, patch)), lastAuthority()],
  });
  return { keys, certificate };
}

const claim = (number: number, bytes: Uint8Array): Uint8Array =>
  extension(`${arc}.${number}`, bytes);

/** What the device says about a key that it made: firmware, serial, policies, form factor. */
export function attestKey(
  identity: Identity,
  abilities: Abilities,
  device: KeyPair,
  key: StoredKey,
  slot: number,
): Buffer {
  const { firmware, serial, formFactor, fips } = identity;
  const serialBytes = Buffer.alloc(4);
  serialBytes.writeUInt32BE(serial);
  return makeCertificate({
    subject: `YubiKey PIV Attestation ${slot.toString(16)}`,
    issuer: issuers[identity.root]().deviceName,
    publicKey: key.publicKey,
    issuerKey: device.privateKey,
    extensions: [
      claim(3, Uint8Array.of(firmware.major, firmware.minor, firmware.patch)),
      claim(7, derUnsigned(serialBytes)),
      claim(8, Uint8Array.of(key.pinPolicy, key.touchPolicy)),
      ...(abilities.formFactor ? [claim(9, Uint8Array.of(formFactor | (fips ? 0x80 : 0)))] : []),
      ...(fips ? [claim(10, new Uint8Array(0))] : []),
    ],
  });
}
