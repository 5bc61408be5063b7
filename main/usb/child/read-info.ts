import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Device, HIDAsync } from 'node-hid';
import { infoOverFido, type Packets } from '../ctap-conversation.ts';
import type { DeviceInfo } from '../device-info.ts';
import { FrameError } from '../frame-error.ts';
import { type FeatureReports, infoOverOtp } from '../otp-conversation.ts';
import type { Clock } from '../pages.ts';
import { yubico } from '../product.ts';
import type { Question, Report, UnreadReason, WireInfo } from '../wire.ts';
import { deviceOfNode } from './hid-nodes.ts';

type Library = typeof import('node-hid');
type Frame = Question['over'][number];

/** HID usages by which the two interfaces are told: FIDO alliance, authenticator; generic desktop, keyboard. */
const usages = {
  fido: { usagePage: 0xf1_d0, usage: 1 },
  otp: { usagePage: 1, usage: 6 },
} as const satisfies Record<Frame, { usagePage: number; usage: number }>;

/** The kernel and udev need a moment to make a node, and to let this person use it. */
const nodesWithin = 2000;
const nodesEvery = 100;

const clock: Clock = { now: () => performance.now(), sleep };

/**
 * Reads the device information of one device over the first of the named frames that answers. Only the kernel's hidraw
 * nodes are used: no driver is taken off, and no interface is claimed. Never rejects.
 */
export async function readInfo({ id, productId, over }: Question): Promise<Report> {
  const library = await load();
  if (library === null) return { kind: 'unread', id, why: 'no-library' };
  const end = clock.now() + nodesWithin;
  let why: UnreadReason = 'no-interface';
  for (;;) {
    const nodes = await nodesOf(library, id, productId);
    for (const frame of over) {
      const path = nodes.get(frame);
      if (path === undefined) continue;
      const read = await overFrame(library, path, frame);
      if (typeof read !== 'string') return { kind: 'info', id, over: frame, info: wireInfo(read) };
      why = read;
    }
    const late = clock.now() > end;
    // A node that is not there yet, or not this person's yet, is waited for. What was asked is not asked again.
    if (late || (why !== 'no-interface' && why !== 'no-access')) return { kind: 'unread', id, why };
    await sleep(nodesEvery);
  }
}

async function load(): Promise<Library | null> {
  try {
    const library = (await import('node-hid')).default;
    // The other driver of this library would take interfaces away from the kernel.
    library.setDriverType('hidraw');
    return library;
  } catch {
    return null;
  }
}

async function nodesOf(
  library: Library,
  id: string,
  productId: number,
): Promise<Map<Frame, string>> {
  const nodes = new Map<Frame, string>();
  const frames: readonly Frame[] = ['fido', 'otp'];
  for (const device of await devices(library, productId)) {
    const frame = frames.find(
      (each) => device.usagePage === usages[each].usagePage && device.usage === usages[each].usage,
    );
    if (frame === undefined || device.path === undefined) continue;
    if ((await deviceOfNode(device.path)) === id) nodes.set(frame, device.path);
  }
  return nodes;
}

async function devices(library: Library, productId: number): Promise<readonly Device[]> {
  try {
    return await library.devicesAsync(yubico, productId);
  } catch {
    return [];
  }
}

async function overFrame(
  library: Library,
  path: string,
  frame: Frame,
): Promise<DeviceInfo | UnreadReason> {
  let device: HIDAsync;
  try {
    device = await library.HIDAsync.open(path, { nonExclusive: true });
  } catch {
    return 'no-access';
  }
  try {
    return frame === 'fido'
      ? await infoOverFido(packets(device), randomBytes(8), clock)
      : await infoOverOtp(featureReports(device), clock);
  } catch (error) {
    return error instanceof FrameError ? error.fault : 'silent';
  } finally {
    await device.close().catch(() => {});
  }
}

/** Neither interface numbers its reports: a zero stands where the number would. */
function packets(device: HIDAsync): Packets {
  return {
    write: async (packet) => void (await device.write([0, ...packet])),
    read: async (milliseconds) => (await device.read(Math.ceil(milliseconds))) ?? null,
  };
}

function featureReports(device: HIDAsync): FeatureReports {
  return {
    read: async () => (await device.getFeatureReport(0, 9)).subarray(1),
    write: async (report) => void (await device.sendFeatureReport([0, ...report])),
  };
}

function wireInfo({ serial, firmware, formFactor, fips, piv }: DeviceInfo): WireInfo {
  return {
    serial,
    firmware: firmware === null ? null : [firmware.major, firmware.minor, firmware.patch],
    formFactor,
    fips,
    piv,
  };
}
