import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChildPort } from '../../../main/tokens/child-port.ts';
import type { UsbChange } from '../../../main/usb/device.ts';
import { UsbHost } from '../../../main/usb/usb-host.ts';
import type { BusDevice, WireInfo } from '../../../main/usb/wire.ts';
import { until } from '../tokens/tokens-under-test.ts';

// The child holds native code, so whatever it says or does is possible.

/** A child that says what the test says, and keeps what it was asked. */
class Said implements ChildPort {
  readonly asked: string[] = [];
  killed = 0;
  #text: (text: string) => void = () => {};
  #end: () => void = () => {};
  send(text: string): void {
    this.asked.push(text);
  }
  onText(listener: (text: string) => void): void {
    this.#text = listener;
  }
  onEnd(listener: () => void): void {
    this.#end = listener;
  }
  onGarbage(): void {}
  leave(): void {}
  kill(): void {
    this.killed += 1;
    this.#end();
  }
  say(report: unknown): void {
    this.#text(typeof report === 'string' ? report : JSON.stringify(report));
  }
}

const hosts: UsbHost[] = [];
afterEach(() => {
  for (const host of hosts.splice(0)) host.close();
});

function hosted(infoWithin = 60_000) {
  const children: Said[] = [];
  const start = () => {
    const child = new Said();
    children.push(child);
    return child;
  };
  const place = { entry: '', environment: {} };
  const host = new UsbHost({ place, start, infoWithin, restAfter: [10] });
  hosts.push(host);
  const changes: UsbChange[] = [];
  host.onChange((change) => changes.push(change));
  const [child] = children;
  if (child === undefined) throw new Error('not started');
  return { host, children, child, changes };
}

const key = (id: string): BusDevice => ({ id, productId: 0x04_07, release: [5, 4, 3] });
const info: WireInfo = {
  serial: '12345678',
  firmware: [5, 4, 3],
  formFactor: 'USB-A keychain',
  fips: false,
  piv: 'on',
};

describe('a child', () => {
  it.each([
    'not JSON',
    '{}',
    'null',
    '{"kind":"devices"}',
    '{"kind":"devices","devices":[{"id":"1:2","productId":1,"release":[1,2,3],"more":1}]}',
    '{"kind":"devices","devices":[{"id":"../x:1","productId":1,"release":[1,2,3]}]}',
    `{"kind":"info","id":"1:2","over":"fido","info":${JSON.stringify({ ...info, serial: '0x1' })}}`,
    '{"kind":"unread","id":"1:2","why":"a text of its own"}',
  ])('that says %s is ended and started again', async (text) => {
    const { children, child, host } = hosted();
    child.say(text);
    expect(child.killed).toBe(1);
    expect(host.state.watching).toBe('stopped');
    await until(() => children.length === 2);
  });

  it('that says any text at all does no harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const { child, host } = hosted();
        child.say(text);
        expect(host.state.devices).toEqual([]);
        host.close();
      }),
      { numRuns: 200 },
    );
  });

  it('is asked once about each device, and what it says twice or unasked counts once or not', async () => {
    const { child, host, changes } = hosted();
    child.say({ kind: 'devices', devices: [key('1:2')] });
    child.say({ kind: 'devices', devices: [key('1:2')] });
    expect(child.asked).toHaveLength(1);
    child.say({ kind: 'info', id: '1:3', over: 'fido', info });
    child.say({ kind: 'info', id: '1:2', over: 'fido', info });
    child.say({ kind: 'info', id: '1:2', over: 'fido', info: { ...info, serial: '7' } });
    child.say({ kind: 'unread', id: '1:2', why: 'silent' });
    expect(host.state.devices).toHaveLength(1);
    expect(host.state.devices[0]?.info?.serial).toBe('12345678');
    await until(() => changes.length === 3);
  });

  it('that ends while a device is asked is not told to ask it again', async () => {
    const { children, child, host } = hosted();
    child.say({ kind: 'devices', devices: [key('1:2')] });
    child.kill();
    await until(() => children.length === 2);
    children[1]?.say({ kind: 'devices', devices: [key('1:2')] });
    expect(children[1]?.asked).toEqual([]);
    expect(host.state.devices[0]?.unread).toBe('silent');
  });

  it('that never answers about a device is not waited for', async () => {
    const { child, host } = hosted(30);
    child.say({ kind: 'devices', devices: [key('1:2')] });
    await until(() => host.state.devices[0]?.unread === 'silent');
    child.say({ kind: 'info', id: '1:2', over: 'otp', info });
    expect(host.state.devices[0]?.info).toBeNull();
    expect(host.state.watching).toBe('watching');
  });

  it('that was ended says nothing that counts any more', async () => {
    const { children, child, host } = hosted();
    child.kill();
    await until(() => children.length === 2);
    child.say({ kind: 'devices', devices: [key('1:2')] });
    expect(host.state.devices).toEqual([]);
  });

  it('is asked over what the product has: FIDO first, and only those two', () => {
    const { child } = hosted();
    const products = [0x04_07, 0x04_05, 0x04_02, 0x04_04];
    const devices = products.map((productId, at) => ({ ...key(`1:${at}`), productId }));
    child.say({ kind: 'devices', devices });
    const asked = child.asked.map((text) => JSON.parse(text) as { over: unknown });
    expect(asked.map(({ over }) => over)).toEqual([['fido', 'otp'], ['otp'], ['fido']]);
  });

  it('of a station that closed is ended, and not started again', async () => {
    const { children, child, host } = hosted();
    host.close();
    expect(child.killed).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(children).toHaveLength(1);
  });
});
