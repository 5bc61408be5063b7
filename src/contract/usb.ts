import { z } from 'zod';
import { OpaqueId, Sentence, Serial, Short } from './values.ts';

/** A device that is plugged in, by what the USB bus and the device itself tell. Nothing of it is proved. */
export const UsbDeviceView = z.strictObject({
  id: OpaqueId,
  /** For example "YubiKey". */
  model: Short,
  serial: Serial.nullable(),
  /** "USB-A keychain, firmware 5.4.3, FIPS series", as far as it tells. */
  facts: Short,
  /** Why it is in no list of tokens, in one sentence; null where it is, or may be in a moment. */
  lock: Sentence.nullable(),
  /** What to do about it, in order. */
  steps: z.array(Sentence).max(6),
});

export const UsbView = z.strictObject({
  /** `off`: the process that watches ended by itself; `none`: this machine shows no USB to programs. */
  watching: z.enum(['on', 'off', 'none']),
  devices: z.array(UsbDeviceView).max(64),
});

export const usbMethods = { 'usb.look': { in: z.null(), out: UsbView } } as const;

export const usbEvents = { 'usb.changed': UsbView } as const;

export type UsbDeviceView = z.output<typeof UsbDeviceView>;
export type UsbView = z.output<typeof UsbView>;
