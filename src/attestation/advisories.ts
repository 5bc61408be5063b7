import { type Instant, parseInstant } from '../encoding/instant.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { type Firmware, firmwareOf, isBefore } from './firmware.ts';
import type { Vendor } from './vendor-roots.ts';

/** A vendor's statement that some firmware does not protect some keys as it should. */
export interface Advisory {
  readonly id: string;
  readonly vendor: Vendor;
  readonly published: Instant;
  readonly keys: readonly PublicKey['type'][];
  /** First firmware affected; every one from 0.0.0 if the advisory names none. */
  readonly from: Firmware;
  /** First firmware that is no longer affected. */
  readonly fixed: Firmware;
  /** Who could do what, as one clause. */
  readonly consequence: string;
}

const ecdsa = ['ecdsa-p256', 'ecdsa-p384'] as const;

/** What the vendor has published at yubico.com/support/security-advisories about keys that tokens make. */
export const advisories: readonly Advisory[] = [
  {
    id: 'YSA-2017-01',
    vendor: 'yubikey-piv',
    published: parseInstant('2017-10-16T00:00:00Z'),
    keys: ['rsa'],
    from: firmwareOf(4, 2, 6),
    fixed: firmwareOf(4, 3, 5),
    consequence: 'from the public key alone, someone could compute the private key',
  },
  {
    id: 'YSA-2024-03',
    vendor: 'yubikey-piv',
    published: parseInstant('2024-09-03T00:00:00Z'),
    keys: ecdsa,
    from: firmwareOf(0, 0, 0),
    fixed: firmwareOf(5, 7, 0),
    consequence: 'with the device in hand and laboratory equipment, someone could copy the key',
  },
  {
    id: 'YSA-2024-03',
    vendor: 'yubihsm2',
    published: parseInstant('2024-09-03T00:00:00Z'),
    keys: ecdsa,
    from: firmwareOf(0, 0, 0),
    fixed: firmwareOf(2, 4, 0),
    consequence: 'with the device in hand and laboratory equipment, someone could copy the key',
  },
];

/** The advisories that concern a key of this type, made by a device of this vendor with this firmware. */
export function advisoriesFor(
  vendor: Vendor,
  firmware: Firmware,
  key: PublicKey['type'],
): readonly Advisory[] {
  return advisories.filter(
    (advisory) =>
      advisory.vendor === vendor &&
      advisory.keys.includes(key) &&
      !isBefore(firmware, advisory.from) &&
      isBefore(firmware, advisory.fixed),
  );
}
