import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pipeChild, type StartChild } from '../tokens/child-port.ts';
import type { UsbChange, UsbState } from './device.ts';
import { UsbHost } from './usb-host.ts';

/** What is plugged in, and a way to hear of changes. */
export interface UsbWatch {
  readonly state: UsbState;
  /** Calls the listener after each change. Returns the unsubscription. */
  onChange(listener: (change: UsbChange) => void): () => void;
  close(): void;
}

/** The kernel's list of USB devices. Where it is missing, no process is started for it. */
const busFolder = '/sys/bus/usb/devices';

/** Watches USB where this machine has any. Never throws. */
export function watchUsb(start: StartChild | undefined): UsbWatch {
  if (!existsSync(busFolder)) return noUsb;
  return new UsbHost({
    place: {
      entry: fileURLToPath(new URL('./child/child.ts', import.meta.url)),
      environment: { PATH: '/usr/bin:/bin' },
    },
    start: start ?? pipeChild,
  });
}

/** A machine without USB, or a part of the program that has no use for it. */
export const noUsb: UsbWatch = {
  state: { watching: 'no-bus', devices: [] },
  onChange: () => () => {},
  close() {},
};
