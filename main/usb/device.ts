import { practiceModule } from '../tokens/module-registry.ts';
import type { ModuleId, TokenSerial } from '../tokens/token.ts';
import type { Product } from './product.ts';
import type { DeviceId, UnreadReason, WireInfo } from './wire.ts';

/** A device of Yubico that is plugged in, as the bus and, where it answers, the device tell it. */
export interface UsbDevice {
  readonly id: DeviceId;
  readonly product: Product;
  /** The number of its release in its descriptor, for example "5.4.3"; the firmware of a YubiKey. */
  readonly release: string;
  /** null until it has answered, or where it does not. */
  readonly info: WireInfo | null;
  /** Why it has not answered, and will not be asked again; null while that is open, and where it has. */
  readonly unread: UnreadReason | null;
}

/**
 * `starting` nothing is known yet; `watching`; `no-bus` this machine shows no USB to programs; `stopped` the watching
 * process ended by itself, and is started again later.
 */
export type UsbWatching = 'starting' | 'watching' | 'no-bus' | 'stopped';

export interface UsbState {
  readonly watching: UsbWatching;
  readonly devices: readonly UsbDevice[];
}

/** What just happened on the bus. */
export interface UsbChange {
  readonly state: UsbState;
  /** Something came or went, whosever it is: whoever shows tokens looks now. */
  readonly moved: boolean;
  readonly arrived: readonly UsbDevice[];
  readonly left: readonly UsbDevice[];
}

/** A token in so far as it may be one of the devices. */
export interface ShownToken {
  readonly serial: TokenSerial | null;
  readonly manufacturer: string;
  readonly module: ModuleId;
}

/**
 * A token that may be a YubiKey on the bus: by what its module tells, and not one of the station's own files. A virtual
 * YubiKey is for practice, and sits on a bus nevertheless.
 */
export function maybeYubiKey({ manufacturer, module }: ShownToken): boolean {
  return module !== practiceModule && /yubico/i.test(manufacturer);
}

/** True for a device that can be a token for a PIV module, in so far as its product id tells. */
export function mayHaveSmartCard({ product }: UsbDevice): boolean {
  return product.kind === 'yubikey' && product.interfaces?.smartCard === true;
}
