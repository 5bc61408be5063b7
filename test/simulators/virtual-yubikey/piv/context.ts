import type { Abilities } from '../abilities.ts';
import type { DeviceKey } from '../attestation.ts';
import type { Command } from '../command.ts';
import type { Identity } from '../identity.ts';
import type { TouchSensor } from '../touch-sensor.ts';
import type { Memory } from './memory.ts';
import type { Security } from './security.ts';

/** What a command of the PIV applet works on. */
export interface PivContext {
  readonly identity: Identity;
  readonly abilities: Abilities;
  readonly device: DeviceKey;
  readonly sensor: TouchSensor;
  readonly security: Security;
  memory: Memory;
}

/** Answers a command, or throws StatusError. `justVerified`: the command before this one verified the PIN. */
export type PivCommand = (
  context: PivContext,
  command: Command,
  justVerified: boolean,
) => Buffer | Promise<Buffer>;

export const noData = Buffer.alloc(0);
