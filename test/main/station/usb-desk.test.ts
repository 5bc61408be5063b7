import { afterEach, describe, expect, it } from 'vitest';
import type { StationContract } from '../../../src/contract/contract.ts';
import type { Emit } from '../../../src/contract/rpc.ts';
import type { UsbView } from '../../../src/contract/usb.ts';
import { stationFolders } from '../../../main/station/folders.ts';
import { createStation } from '../../../main/station/station.ts';
import { fileURLToPath } from 'node:url';
import type { UsbWatch } from '../../../main/usb/watch.ts';
import { UsbHost } from '../../../main/usb/usb-host.ts';
import { MockBus } from '../../simulators/usb/mock-bus.ts';
import { newFolder, until } from '../tokens/tokens-under-test.ts';
import { idle } from './practice-station.ts';

// A station on a bus that umockdev shows: from the kernel's message to what the page is told.

const entry = fileURLToPath(new URL('../../../main/usb/child/child.ts', import.meta.url));
const open: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function stationOn(bus: MockBus) {
  const place = { entry, environment: { PATH: '/usr/bin:/bin' } };
  const usb: UsbWatch = new UsbHost({ place, start: bus.start, restAfter: [50] });
  const station = await createStation(
    { name: 'chromium', version: '0.0.0', root: true, pageNetwork: 'empty' },
    { folders: stationFolders({ HOME: newFolder() }), usb },
  );
  open.push(
    () => station.close(),
    () => bus.remove(),
  );
  const told: UsbView[] = [];
  const emit: Emit<StationContract> = (name, value) => {
    if (name === 'usb.changed') told.push(value as UsbView);
  };
  station.onEmit(emit);
  return { usb, told, look: () => station.handlers['usb.look'](null, idle()) };
}

const key = { port: '1-2', address: 5, productId: 0x04_03 };
const within = 20_000;

describe('the page', () => {
  it('hears of a YubiKey that no module can show, and when it is gone', async () => {
    const bus = new MockBus();
    const { usb, told, look } = await stationOn(bus);
    await until(() => usb.state.watching === 'watching', within);
    expect(await look()).toEqual({ watching: 'on', devices: [] });

    bus.plug(key);
    await until(() => told.at(-1)?.devices.length === 1, within);
    const [device] = told.at(-1)?.devices ?? [];
    expect(device?.lock).toContain('shows no smart card');
    expect(device).toMatchObject({ serial: null, facts: 'Firmware 5.4.3' });
    expect((await look()).devices[0]?.id).toBe(device?.id);

    bus.unplug(key.port);
    await until(() => told.at(-1)?.devices.length === 0, within);
  });

  it('hears when the watch ends by itself, and that it goes on', async () => {
    const bus = new MockBus();
    const { usb, told } = await stationOn(bus);
    await until(() => usb.state.watching === 'watching', within);
    bus.crash();
    await until(() => told.some(({ watching }) => watching === 'off'), within);
    await until(() => told.at(-1)?.watching === 'on', within);
    expect(told.flatMap(({ devices }) => devices)).toEqual([]);
  });

  it('is told the reason once a device has had its time', async () => {
    const bus = new MockBus();
    bus.plug({ ...key, productId: 0x04_07 });
    const { told } = await stationOn(bus);
    await until(() => told.at(-1)?.devices.length === 1, within);
    expect(told.find(({ devices }) => devices.length === 1)?.devices[0]?.lock).toBeNull();
    await until(() => told.at(-1)?.devices[0]?.lock !== null, within);
    expect(told.at(-1)?.devices[0]?.steps).not.toEqual([]);
  });
});
