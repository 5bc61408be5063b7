import { type Firmware, firmwareOf } from '../../src/attestation/firmware.ts';
import { formFactorName } from '../../src/attestation/form-factor.ts';
import { FrameError } from './frame-error.ts';

/** What a YubiKey tells about itself over USB, without a PIN. It is not proved: an attestation proves, this only helps. */
export interface DeviceInfo {
  /** Decimal digits, as printed on its back; null where it tells none. */
  readonly serial: string | null;
  readonly firmware: Firmware | null;
  readonly formFactor: string;
  /** Of the FIPS series. */
  readonly fips: boolean;
  /** PIV over USB. `unknown` on firmware 4, where the list of what is switched on is not right. */
  readonly piv: 'on' | 'off' | 'missing' | 'unknown';
}

/** Tag to value. */
export type Fields = ReadonlyMap<number, Uint8Array>;

const tag = {
  usbSupported: 0x01,
  serial: 0x02,
  usbEnabled: 0x03,
  formFactor: 0x04,
  version: 0x05,
  moreData: 0x10,
} as const;
const pivBit = 0x10;
const fipsBit = 0x80;

/**
 * One page of device information: its length in one byte, then tag, length and value, each one byte long but the value.
 * @throws FrameError `garbled` where lengths do not fit, or a tag comes twice
 */
export function pageFields(page: Uint8Array): Fields {
  if (page[0] !== page.length - 1) throw new FrameError('garbled');
  const fields = new Map<number, Uint8Array>();
  for (let at = 1; at < page.length;) {
    const name = page[at] ?? 0;
    const start = at + 2;
    const end = start + (page[at + 1] ?? page.length);
    if (end > page.length || fields.has(name)) throw new FrameError('garbled');
    fields.set(name, page.slice(start, end));
    at = end;
  }
  return fields;
}

/** True if the device has another page after this one. */
export function hasMore(fields: Fields): boolean {
  return numberIn(fields, tag.moreData, 1) === 1;
}

/**
 * What the pages of one device say together.
 * @throws FrameError `garbled` where a value has another length than it may have, or two pages disagree
 */
export function deviceInfo(pages: readonly Fields[]): DeviceInfo {
  const fields = new Map<number, Uint8Array>();
  for (const page of pages) {
    for (const [name, value] of page) {
      if (name === tag.moreData) continue;
      if (fields.has(name)) throw new FrameError('garbled');
      fields.set(name, value);
    }
  }
  const serial = numberIn(fields, tag.serial, 4) ?? 0;
  const form = numberIn(fields, tag.formFactor, 1) ?? 0;
  const firmware = firmwareIn(fields);
  return {
    serial: serial === 0 ? null : String(serial),
    firmware,
    formFactor: formFactorName(form),
    fips: (form & fipsBit) !== 0,
    piv: pivState(fields, firmware),
  };
}

function pivState(fields: Fields, firmware: Firmware | null): DeviceInfo['piv'] {
  const supported = numberIn(fields, tag.usbSupported, 2);
  const enabled = numberIn(fields, tag.usbEnabled, 2);
  if (firmware === null || firmware.major < 5) return 'unknown';
  if (supported === null || enabled === null) return 'unknown';
  if ((supported & pivBit) === 0) return 'missing';
  return (enabled & pivBit) === 0 ? 'off' : 'on';
}

function firmwareIn(fields: Fields): Firmware | null {
  const version = fields.get(tag.version);
  if (version === undefined) return null;
  const [major, minor, patch, ...more] = version;
  if (major === undefined || minor === undefined || patch === undefined || more.length > 0)
    throw new FrameError('garbled');
  return firmwareOf(major, minor, patch);
}

/** A big-endian number of one to `most` bytes; null where the field is missing. */
function numberIn(fields: Fields, name: number, most: number): number | null {
  const value = fields.get(name);
  if (value === undefined) return null;
  if (value.length === 0 || value.length > most) throw new FrameError('garbled');
  return value.reduce((number, byte) => number * 256 + byte, 0);
}
