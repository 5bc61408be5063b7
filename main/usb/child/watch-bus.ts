import { usb } from 'usb';
import { yubico } from '../product.ts';
import { BusDevice, DeviceId } from '../wire.ts';

/** Properties that the library takes from the kernel's files. Others of its getters open the device, and may throw. */
interface Seen {
  readonly vendorId: number;
  readonly productId: number;
  readonly bus: string;
  readonly address: number;
  readonly deviceVersionMajor: number;
  readonly deviceVersionMinor: number;
  readonly deviceVersionSubminor: number;
}

/**
 * Tells Yubico's devices on the bus, now and after every event on it, whoever's device it was. Never opens a device and
 * never claims an interface. Where an event says that a device left, it has left: the kernel's files may still show it.
 */
export async function watchBus(tell: (devices: readonly BusDevice[]) => void): Promise<void> {
  const present = new Map<string, BusDevice>();
  const left = new Set<string>();
  let listed = false;
  const show = (): void => {
    if (listed) tell([...present.values()].slice(0, 64));
  };
  // Listening begins before the first look, so that nothing falls between the two.
  usb.addEventListener('connect', ({ device }) => {
    const id = idOf(device);
    if (id !== null) left.delete(id);
    add(present, device);
    show();
  });
  usb.addEventListener('disconnect', ({ device }) => {
    const id = idOf(device);
    if (id !== null) {
      left.add(id);
      present.delete(id);
    }
    show();
  });
  for (const device of await usb.getDevices()) {
    const id = idOf(device);
    if (id !== null && !left.has(id)) add(present, device);
  }
  left.clear();
  listed = true;
  show();
}

function add(present: Map<string, BusDevice>, device: object): void {
  const read = yubicoDevice(device);
  if (read !== null) present.set(read.id, read);
}

function idOf(device: object): string | null {
  const { bus, address } = device as Partial<Seen>;
  return DeviceId.safeParse(`${bus}:${address}`).data ?? null;
}

/** null for another vendor's device, and for one whose values are out of form. */
function yubicoDevice(device: object): BusDevice | null {
  const seen = device as Partial<Seen>;
  if (seen.vendorId !== yubico) return null;
  const release = [seen.deviceVersionMajor, seen.deviceVersionMinor, seen.deviceVersionSubminor];
  const read = { id: idOf(device), productId: seen.productId, release };
  return BusDevice.safeParse(read).data ?? null;
}
