import type { Firmware } from '../../../src/attestation/firmware.ts';
import type { RootChoice } from './issuers.ts';

/** What is burnt into a device. */
export interface Identity {
  /** 1 to 4294967295, as printed on the back. */
  readonly serial: number;
  readonly firmware: Firmware;
  /** 1 USB-A keychain, 2 USB-A nano, 3 USB-C keychain, 4 USB-C nano, and so on. */
  readonly formFactor: number;
  readonly fips: boolean;
  /** Under which root its own certificate is. */
  readonly root: RootChoice;
}

/** Answer to reset, by which drivers tell the generations apart. */
export function atrOf({ firmware }: Identity): Buffer {
  return firmware.major < 5
    ? Buffer.from('3bf81300008131fe15597562696b657934d4', 'hex')
    : Buffer.from('3bfd1300008131fe158073c021c057597562694b657940', 'hex');
}

/** The serial as instruction F8 and the OTP applet give it. */
export function serialBytes({ serial }: Identity): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(serial);
  return bytes;
}

const element = (tag: number, ...bytes: readonly number[]): Buffer =>
  Buffer.from([tag, bytes.length, ...bytes]);

/**
 * The device information that the management and OTP applets give: a length, then elements of one-byte tag and length.
 * docs.yubico.com/yesdk/users-manual/application-management/device-info.html
 */
export function deviceInformation(identity: Identity): Buffer {
  const { firmware, formFactor, fips } = identity;
  const { major, minor, patch } = firmware;
  const capabilities = major < 5 ? [0x3f] : [0x02, 0x3f];
  const newer =
    major < 5
      ? []
      : [
          element(0x04, formFactor | (fips ? 0x80 : 0)),
          element(0x05, major, minor, patch),
          element(0x06, 0, 0),
          element(0x07, 15),
          element(0x08, 0),
        ];
  const body = Buffer.concat([
    element(0x01, ...capabilities),
    element(0x02, ...serialBytes(identity)),
    element(0x03, ...capabilities),
    ...newer,
    element(0x0a, 0),
  ]);
  return Buffer.concat([Buffer.of(body.length), body]);
}
