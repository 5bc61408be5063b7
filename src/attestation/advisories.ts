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
  /** Only devices with a fingerprint reader. */
  readonly fingerprint?: true;
  /** Where the vendor says so. */
  readonly source: string;
  /** Who could do what, as one clause. */
  readonly consequence: string;
}

const ecdsa = ['ecdsa-p256', 'ecdsa-p384'] as const;
const site = 'https://www.yubico.com/support/security-advisories';

/** What the vendor has published at yubico.com/support/security-advisories about keys that tokens make. */
export const advisories: readonly Advisory[] = [
  {
    id: 'YSA-2017-01',
    vendor: 'yubikey-piv',
    published: parseInstant('2017-10-16T00:00:00Z'),
    keys: ['rsa'],
    from: firmwareOf(4, 2, 6),
    fixed: firmwareOf(4, 3, 5),
    source: `${site}/ysa-2017-01/`,
    consequence: 'from the public key alone, someone could compute the private key',
  },
  {
    // Firmware 4.4 is of the FIPS Series alone; there was no 4.4.3.
    id: 'YSA-2019-02',
    vendor: 'yubikey-piv',
    published: parseInstant('2019-06-13T00:00:00Z'),
    keys: [...ecdsa, 'rsa'],
    from: firmwareOf(4, 4, 2),
    fixed: firmwareOf(4, 4, 5),
    source: `${site}/ysa-2019-02/`,
    consequence:
      'what the device made first after it was plugged in is partly predictable, and from early signatures someone could compute the key',
  },
  {
    id: 'YSA-2024-03',
    vendor: 'yubikey-piv',
    published: parseInstant('2024-09-03T00:00:00Z'),
    keys: ecdsa,
    from: firmwareOf(5, 7, 0),
    fixed: firmwareOf(5, 7, 2),
    fingerprint: true,
    source: `${site}/ysa-2024-03/`,
    consequence: 'with the device in hand and laboratory equipment, someone could copy the key',
  },
  {
    id: 'YSA-2024-03',
    vendor: 'yubikey-piv',
    published: parseInstant('2024-09-03T00:00:00Z'),
    keys: ecdsa,
    from: firmwareOf(0, 0, 0),
    fixed: firmwareOf(5, 7, 0),
    source: `${site}/ysa-2024-03/`,
    consequence: 'with the device in hand and laboratory equipment, someone could copy the key',
  },
  {
    id: 'YSA-2024-03',
    vendor: 'yubihsm2',
    published: parseInstant('2024-09-03T00:00:00Z'),
    keys: ecdsa,
    from: firmwareOf(0, 0, 0),
    fixed: firmwareOf(2, 4, 0),
    source: `${site}/ysa-2024-03/`,
    consequence: 'with the device in hand and laboratory equipment, someone could copy the key',
  },
];

/**
 * The advisories that concern a key of this type, made by a device of this vendor with this firmware.
 * `formFactor` is the one of the claims, or null where the device does not tell.
 */
export function advisoriesFor(
  vendor: Vendor,
  firmware: Firmware,
  key: PublicKey['type'],
  formFactor: string | null = null,
): readonly Advisory[] {
  return advisories.filter(
    (advisory) =>
      advisory.vendor === vendor &&
      advisory.keys.includes(key) &&
      (advisory.fingerprint !== true || formFactor?.includes('fingerprint') === true) &&
      !isBefore(firmware, advisory.from) &&
      isBefore(firmware, advisory.fixed),
  );
}
