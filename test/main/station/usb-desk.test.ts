import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { StationContract } from '../../../src/contract/contract.ts';
import type { Emit } from '../../../src/contract/rpc.ts';
import type { UsbView } from '../../../src/contract/usb.ts';
import { stationFolders } from '../../../main/station/folders.ts';
import { createStation } from '../../../main/station/station.ts';
import { fileURLToPath } from 'node:url';
import { UsbDesk } from '../../../main/station/usb-desk.ts';
import type { TokenListing, Tokens } from '../../../main/tokens/token.ts';
import type { UsbChange, UsbDevice } from '../../../main/usb/device.ts';
import { productOf } from '../../../main/usb/product.ts';
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

  it('is told the reason for a device that nobody takes', async () => {
    const bus = new MockBus();
    bus.plug({ ...key, productId: 0x04_07 });
    const { told } = await stationOn(bus);
    await until(() => told.at(-1)?.devices[0]?.lock != null, within);
    expect(told.at(-1)?.devices[0]?.steps).not.toEqual([]);
  });
});

describe('a device that was just plugged in', () => {
  const device: UsbDevice = {
    id: '001:5',
    product: productOf(0x04_07),
    release: '5.4.3',
    info: null,
    unread: 'no-access',
  };
  const nothing: TokenListing = { tokens: [], modules: [] };

  /** A desk whose bus and modules say what the test lets them say, on a clock that the test moves. */
  function desk() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const state: { watching: 'watching'; devices: UsbDevice[] } = {
      watching: 'watching',
      devices: [],
    };
    const changes: ((change: UsbChange) => void)[] = [];
    const listings: ((listing: TokenListing) => void)[] = [];
    const usb: UsbWatch = {
      state,
      onChange: (listener) => {
        changes.push(listener);
        return () => {};
      },
      close() {},
    };
    const tokens: Pick<Tokens, 'moved' | 'onChange'> = {
      moved() {},
      onChange: (listener) => {
        listings.push(listener);
        return () => {};
      },
    };
    const told: UsbView[] = [];
    const made = new UsbDesk(usb, tokens, (view) => told.push(view));
    onTestFinished(() => made.close());
    return {
      told,
      plug: () => {
        state.devices.push(device);
        for (const each of changes) each({ state, moved: true, arrived: [device], left: [] });
      },
      listed: () => {
        for (const each of listings) each(nothing);
      },
      lock: () => told.at(-1)?.devices[0]?.lock,
    };
  }

  it('has its time before the reason is told', () => {
    const { told, plug, listed, lock } = desk();
    listed();
    plug();
    expect(lock()).toBeNull();
    vi.advanceTimersByTime(3999);
    expect(lock()).toBeNull();
    vi.advanceTimersByTime(1);
    expect(lock()).toContain('This YubiKey is here');
    expect(told).toHaveLength(3);
  });

  it('has no reason before the modules were looked at, however late that is', () => {
    const { plug, listed, lock } = desk();
    plug();
    vi.advanceTimersByTime(60_000);
    expect(lock()).toBeNull();
    listed();
    expect(lock()).toContain('This YubiKey is here');
  });
});
