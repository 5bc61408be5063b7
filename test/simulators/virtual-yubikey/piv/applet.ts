import type { Abilities } from '../abilities.ts';
import type { Applet } from '../applet.ts';
import type { DeviceKey } from '../attestation.ts';
import { type Identity, serialBytes } from '../identity.ts';
import { status, StatusError } from '../status.ts';
import type { TouchSensor } from '../touch-sensor.ts';
import { authenticate } from './authenticate-command.ts';
import type { PivCommand, PivContext } from './context.ts';
import { attest, generate, importKey, moveKey } from './key-commands.ts';
import { setManagementKey } from './management-key-command.ts';
import { freshMemory } from './memory.ts';
import { metadata } from './metadata-command.ts';
import { getData, putData } from './object-commands.ts';
import { change, reset, setRetries, unblock, verify } from './pin-commands.ts';
import { Security } from './security.ts';

const version: PivCommand = ({ identity: { firmware } }) =>
  Buffer.of(firmware.major, firmware.minor, firmware.patch);

const serial: PivCommand = ({ identity, abilities }) => {
  if (!abilities.pivSerial) throw new StatusError(status.unknownInstruction);
  return serialBytes(identity);
};

/** By instruction: SP 800-73-4, part 2, and docs.yubico.com/yesdk/users-manual/application-piv/apdu/ */
const commands: ReadonlyMap<number, PivCommand> = new Map([
  [0x20, verify],
  [0x24, change],
  [0x2c, unblock],
  [0x47, generate],
  [0x87, authenticate],
  [0xcb, getData],
  [0xdb, putData],
  [0xf6, moveKey],
  [0xf7, metadata],
  [0xf8, serial],
  [0xf9, attest],
  [0xfa, setRetries],
  [0xfb, reset],
  [0xfd, version],
  [0xfe, importKey],
  [0xff, setManagementKey],
]);

/** The answer to SELECT: application property template (SP 800-73-4, part 2, 3.1.1). */
const properties = Buffer.from('61114f0600001000010079074f05a000000308', 'hex');

/** The PIV applet with its memory. */
export function pivApplet(
  identity: Identity,
  abilities: Abilities,
  device: DeviceKey,
  sensor: TouchSensor,
): Applet {
  const context: PivContext = {
    identity,
    abilities,
    device,
    sensor,
    security: new Security(),
    memory: freshMemory(abilities, device),
  };
  return {
    aid: 'a000000308',
    select() {
      return properties;
    },
    forget() {
      context.security.forget();
    },
    async answer(command) {
      const run = commands.get(command.ins);
      if (run === undefined) throw new StatusError(status.unknownInstruction);
      // A verification survives only until the next command, whatever that is.
      return run(context, command, context.security.takeJustVerified());
    },
  };
}
