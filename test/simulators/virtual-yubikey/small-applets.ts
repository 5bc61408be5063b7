import type { Applet } from './applet.ts';
import type { Command } from './command.ts';
import { deviceInformation, type Identity, serialBytes } from './identity.ts';
import { status, StatusError } from './status.ts';

/** The management applet, as far as it tells about the device. */
export function managementApplet(identity: Identity): Applet {
  const selected = Buffer.from(`Virtual mgr - FW version ${identity.firmware.text}`, 'latin1');
  return {
    aid: 'a000000527471117',
    select: () => selected,
    forget() {},
    async answer({ ins }) {
      if (ins !== 0x1d) throw new StatusError(status.unknownInstruction);
      return deviceInformation(identity);
    },
  };
}

/** The OTP applet, as far as it tells serial and device information. */
export function otpApplet(identity: Identity): Applet {
  const { major, minor, patch } = identity.firmware;
  const slots: ReadonlyMap<number, Buffer> = new Map([
    [0x10, serialBytes(identity)],
    [0x13, deviceInformation(identity)],
  ]);
  return {
    aid: 'a0000005272001',
    // Version, programming sequence, touch level.
    select: () => Buffer.of(major, minor, patch, 1, 0, 0),
    forget() {},
    async answer({ ins, p1 }: Command) {
      const found = ins === 0x01 ? slots.get(p1) : undefined;
      if (found === undefined) throw new StatusError(status.unknownInstruction);
      return found;
    },
  };
}
