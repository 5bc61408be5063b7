import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { UsbChange } from '../../../main/usb/device.ts';
import { UsbHost } from '../../../main/usb/usb-host.ts';
import { MockBus } from '../../simulators/usb/mock-bus.ts';
import { until } from '../tokens/tokens-under-test.ts';

// The real `usb`, on a bus that umockdev shows. Devices cannot be opened there: no node of hidraw is behind them.

const entry = fileURLToPath(new URL('../../../main/usb/child/child.ts', import.meta.url));
const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

function busOfTests(bus = true): MockBus {
  const mock = new MockBus(bus);
  open.push({ close: () => mock.remove() });
  return mock;
}

function watch(bus: MockBus, restAfter: readonly number[] = [50]) {
  const place = { entry, environment: { PATH: '/usr/bin:/bin' } };
  const host = new UsbHost({ place, start: bus.start, restAfter, infoWithin: 20_000 });
  open.unshift(host);
  const changes: UsbChange[] = [];
  host.onChange((change) => changes.push(change));
  return { host, changes };
}

const key = { port: '1-2', address: 5, productId: 0x04_07 };
const ids = (devices: readonly { id: string }[]) => devices.map(({ id }) => id);
const within = 20_000;

describe('a YubiKey', () => {
  it('that is plugged in already is seen at the start, without being opened', async () => {
    const bus = busOfTests();
    bus.plug(key);
    const { host } = watch(bus);
    await until(() => host.state.devices.length > 0, within);
    expect(host.state.watching).toBe('watching');
    expect(host.state.devices[0]).toMatchObject({
      id: '001:5',
      release: '5.4.3',
      product: { kind: 'yubikey', interfaces: { otp: true, fido: true, smartCard: true } },
    });
  });

  it('that comes and goes is heard of, each time once', async () => {
    const bus = busOfTests();
    const { host, changes } = watch(bus);
    await until(() => host.state.watching === 'watching', within);
    const moves = () => changes.filter(({ moved }) => moved).slice(1);

    bus.plug(key);
    await until(() => moves().length === 1, within);
    expect(ids(moves()[0]?.arrived ?? [])).toEqual(['001:5']);

    bus.unplug(key.port);
    await until(() => moves().length === 2, within);
    expect(ids(moves()[1]?.left ?? [])).toEqual(['001:5']);
    expect(host.state.devices).toEqual([]);

    // The kernel counts on: what comes back is another one until it tells its number.
    bus.plug({ ...key, address: 6 });
    await until(() => moves().length === 3, within);
    expect(ids(host.state.devices)).toEqual(['001:6']);
    expect(moves()[2]?.left).toEqual([]);
  });

  it('is told apart from a second one', async () => {
    const bus = busOfTests();
    bus.plug(key);
    bus.plug({ ...key, port: '1-3', address: 6, productId: 0x04_04, release: '0571' });
    const { host, changes } = watch(bus);
    await until(() => host.state.devices.length === 2, within);
    bus.unplug('1-2');
    await until(() => host.state.devices.length === 1, within);
    expect(host.state.devices[0]).toMatchObject({ id: '001:6', release: '5.7.1' });
    expect(ids(changes.flatMap(({ left }) => left))).toEqual(['001:5']);
  });

  it('that has no interface to ask over, or no node, says why it tells nothing', async () => {
    const bus = busOfTests();
    bus.plug(key);
    bus.plug({ ...key, port: '1-3', address: 6, productId: 0x04_04 });
    const { host } = watch(bus);
    await until(() => host.state.devices.length === 2, within);
    await until(() => host.state.devices.every(({ unread }) => unread !== null), within);
    expect(host.state.devices.map(({ unread }) => unread)).toEqual([
      'no-interface',
      'no-interface',
    ]);
  });
});

describe('other devices', () => {
  it('of the same maker are named by what they are', async () => {
    const bus = busOfTests();
    bus.plug({ ...key, productId: 0x00_30 });
    const { host } = watch(bus);
    await until(() => host.state.devices.length === 1, within);
    expect(host.state.devices[0]?.product).toEqual({ kind: 'yubihsm', interfaces: null });
  });

  it('of other makers are no devices, but a reason to look', async () => {
    const bus = busOfTests();
    const { host, changes } = watch(bus);
    await until(() => host.state.watching === 'watching', within);
    const before = changes.length;
    bus.plug({ ...key, vendorId: 0x20_a0 });
    await until(() => changes.length > before, within);
    expect(changes.at(-1)).toMatchObject({ moved: true, arrived: [], left: [] });
    expect(host.state.devices).toEqual([]);
  });
});

describe('where watching ends', () => {
  it('on a machine without USB, that is all', async () => {
    const { host, changes } = watch(busOfTests(false));
    await until(() => host.state.watching === 'no-bus', within);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(changes.map(({ state }) => state.watching)).toEqual(['no-bus']);
  });

  it('by a crash, the state says so; it begins again, and nothing seems to have left', async () => {
    const bus = busOfTests();
    bus.plug(key);
    const { host, changes } = watch(bus);
    await until(() => host.state.devices.length === 1, within);
    await until(() => host.state.devices[0]?.unread === 'no-interface', within);
    bus.crash();
    await until(() => changes.some(({ state }) => state.watching === 'stopped'), within);
    await until(() => host.state.watching === 'watching', within);
    expect(changes.flatMap(({ left }) => left)).toEqual([]);
    // What was learned stays: a device is asked once.
    expect(host.state.devices[0]?.unread).toBe('no-interface');
  });

  it('and a key left meanwhile, that is heard of when it begins again', async () => {
    const bus = busOfTests();
    bus.plug(key);
    const { host, changes } = watch(bus, [500]);
    await until(() => host.state.devices.length === 1, within);
    bus.crash();
    await until(() => host.state.watching === 'stopped', within);
    bus.unplug(key.port);
    await until(() => host.state.watching === 'watching', within);
    expect(ids(changes.flatMap(({ left }) => left))).toEqual(['001:5']);
  });
});
