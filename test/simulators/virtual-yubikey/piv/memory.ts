import type { Abilities } from '../abilities.ts';
import type { DeviceKey } from '../attestation.ts';
import { tlv } from '../tlv.ts';
import { ManagementKey } from './management-key.ts';
import { Reference } from './reference.ts';
import { attestationSlot, origin, pinPolicy, type StoredKey, touchPolicy } from './stored-key.ts';

/** The object of the device's certificate. */
const deviceCertificateObject = '5fff01';

/** What the PIV applet keeps without power. */
export interface Memory {
  readonly pin: Reference;
  readonly puk: Reference;
  readonly managementKey: ManagementKey;
  /** By slot number. */
  readonly keys: Map<number, StoredKey>;
  /** By tag in hexadecimal. */
  readonly objects: Map<string, Buffer>;
}

/** As from the factory. */
export function freshMemory(abilities: Abilities, device: DeviceKey): Memory {
  const deviceKey: StoredKey = {
    ...device.keys,
    origin: origin.generated,
    pinPolicy: pinPolicy.never,
    touchPolicy: touchPolicy.never,
  };
  const certificate = Buffer.concat([
    tlv(0x70, device.certificate),
    tlv(0x71, Buffer.of(0)),
    tlv(0xfe),
  ]);
  return {
    pin: new Reference('123456'),
    puk: new Reference('12345678'),
    managementKey: new ManagementKey(abilities),
    keys: new Map([[attestationSlot, deviceKey]]),
    objects: new Map([[deviceCertificateObject, certificate]]),
  };
}

/** As after a reset: everything fresh but the device's key and certificate, whatever they are by now. */
export function resetMemory(abilities: Abilities, device: DeviceKey, before: Memory): Memory {
  const fresh = freshMemory(abilities, device);
  const key = before.keys.get(attestationSlot);
  const certificate = before.objects.get(deviceCertificateObject);
  if (key !== undefined) fresh.keys.set(attestationSlot, key);
  if (certificate !== undefined) fresh.objects.set(deviceCertificateObject, certificate);
  return fresh;
}
