// Runs in the guest (run.ts), where the kernel has USB: the real `usb`, `node-hid`, pcscd, libccid and libykcs11, and the
// station's own code on top, against YubiKeys that are plugged in over USB/IP. One test after the other, as it happens.
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readdirSync, readlinkSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { UsbDesk } from '../../../main/station/usb-desk.ts';
import { pipeChild } from '../../../main/tokens/child-port.ts';
import { TokenError } from '../../../main/tokens/token-error.ts';
import { TokenHosts } from '../../../main/tokens/token-hosts.ts';
import type { PlacedKey, PresentToken, TokenListing } from '../../../main/tokens/token.ts';
import { UsbHost } from '../../../main/usb/usb-host.ts';
import type { UsbDeviceView, UsbView } from '../../../src/contract/usb.ts';
import { UsbYubikey } from '../../simulators/usb/usb-yubikey.ts';
import { UsbipPort } from '../../simulators/usb/usbip-port.ts';
import { VirtualYubikey } from '../../simulators/virtual-yubikey/virtual-yubikey.ts';

/** The guest's processor is emulated, and may share its host with others. */
const within = 60_000;
const module = '/usr/lib/x86_64-linux-gnu/libykcs11.so';
const pin = '123456';
const scheme = 'ecdsa-sha2-nistp256';

// Beside this file when it is bundled: bundle.ts.
const childOf = (name: string): string => `${import.meta.dirname}/${name}.mjs`;
const tokens = await TokenHosts.open({
  practiceFolder: '/run/practice',
  settingsFolder: '/run/settings',
  childEntry: childOf('tokens'),
  // No looks by the clock: what follows a plug here, follows from the bus.
  lookEvery: 3_600_000,
  deadlines: { load: within, look: within, read: within, sign: within },
  places: { embedded: [], p11Kit: { configurations: [], modules: [] }, known: [module] },
});
const usb = new UsbHost({
  place: { entry: childOf('usb'), environment: { PATH: '/usr/bin:/bin' } },
  start: pipeChild,
});
const views: UsbView[] = [];
const usbDesk = new UsbDesk(usb, tokens, (view) => views.push(view));
let listing: TokenListing = { tokens: [], modules: [] };
tokens.onChange((next) => {
  listing = next;
});
const children: ChildProcess[] = [];

const first = await VirtualYubikey.make({
  serial: 24_617_802,
  firmware: '5.4.3',
  touch: 'by-hand',
});
const port = new UsbipPort(0);
const secondPort = new UsbipPort(1);
const thirdPort = new UsbipPort(2);
const withEverything = () =>
  new UsbYubikey(first, 0x04_07, { serial: 24_617_802, firmware: [5, 4, 3] });

await test('a bus on which nothing is plugged in is watched', async () => {
  await until('the watch', () => usb.state.watching === 'watching');
  assert.deepEqual(usb.state.devices, []);
});

await test('a YubiKey is named by what it tells over FIDO, and no driver is taken away', async () => {
  const device = withEverything();
  await port.plug(device);
  const seen = await timed('plug to device', () => usb.state.devices.length === 1);
  await timed('plug to device information', () => usb.state.devices[0]?.info !== null);
  assert.equal(usb.state.devices[0]?.release, '5.4.3');
  assert.deepEqual(usb.state.devices[0]?.info, {
    serial: '24617802',
    firmware: [5, 4, 3],
    formFactor: 'USB-A keychain',
    fips: false,
    piv: 'on',
  });
  assert.deepEqual(device.fido.asked, [0x86, 0xc2]);
  assert.deepEqual(device.otp.asked, []);
  assert.deepEqual(hidDrivers(), ['usbhid', 'usbhid']);
  assert.ok(seen < within);
});

await test('without an approved module it is shown locked, with what to do', async () => {
  await until('a reason', () => shown()?.lock != null);
  assert.match(shown()?.lock ?? '', /no module that can talk to it is in use/);
  assert.match(shown()?.steps[0] ?? '', /libykcs11/);
});

await test('without the smart card service, too', async () => {
  const [file] = (await tokens.list()).modules;
  assert.ok(file !== undefined);
  await tokens.approveModule(file.id, file.sha256);
  await until('the reason', () => /smart card service/.test(shown()?.lock ?? ''));
});

await test('with both it is in the list of tokens', async () => {
  children.push(startPcscd());
  await untilListed('the token', () => token('24617802') !== undefined);
  await until('no reason any more', () => shown()?.lock === null);
  // A virtual YubiKey is for practice wherever it appears, by the certificate of its device.
  assert.equal(token('24617802')?.practice, true);
});

await test('its key signs through the station’s token host, when it is touched', async () => {
  await makeKey();
  const key = await keyOf('24617802');
  first.sensor.onWait = () => void first.sensor.touch();
  assert.ok(await isRight(key, await tokens.challenge({ key, scheme, pin })));
});

await test('pulled out while it waits for a finger, it is out of the list, and nothing is signed', async () => {
  const key = await keyOf('24617802');
  const waits = new Promise<void>((resolve) => {
    first.sensor.onWait = resolve;
  });
  const signing = tokens.challenge({ key, scheme, pin }).then(
    () => null,
    (error: unknown) => error,
  );
  await waits;
  port.unplug();
  await timed('unplug to the list', () => token('24617802') === undefined);
  await until('the bus', () => usb.state.devices.length === 0);
  const error = await signing;
  assert.ok(error instanceof TokenError, String(error));
  assert.match(error.code, /^(token\.removed|module\.fault)$/);
  const again = await tokens.challenge({ key, scheme, pin }).catch((failed: unknown) => failed);
  assert.ok(again instanceof TokenError);
  assert.equal(again.code, 'token.absent');
});

await test('plugged in again, it signs once it is touched', async () => {
  await port.plug(withEverything());
  await untilListed('the token', () => token('24617802') !== undefined);
  const key = await keyOf('24617802');
  first.sensor.onWait = () => void first.sensor.touch();
  assert.ok(await isRight(key, await tokens.challenge({ key, scheme, pin })));
});

await test('a second one tells about itself over its keyboard interface', async () => {
  const card = await VirtualYubikey.make({
    serial: 15_938_791,
    firmware: '5.7.1',
    formFactor: 0x83,
  });
  const device = new UsbYubikey(card, 0x04_05, {
    serial: 15_938_791,
    firmware: [5, 7, 1],
    form: 0x83,
  });
  await secondPort.plug(device);
  await until('its information', () => shown('15938791') !== undefined);
  assert.equal(shown('15938791')?.facts, 'USB-C keychain, firmware 5.7.1, FIPS series');
  assert.deepEqual(device.otp.asked, [0x13]);
  assert.deepEqual(device.fido.asked, []);
});

await test('one whose PIV is switched off is shown with that reason', async () => {
  const card = await VirtualYubikey.make({ serial: 33_333_333 });
  const told = { serial: 33_333_333, firmware: [5, 4, 3], enabled: 0x2_03 } as const;
  await thirdPort.plug(new UsbYubikey(card, 0x04_03, told));
  await until('the reason', () => /PIV is switched off/.test(shown('33333333')?.lock ?? ''));
  assert.equal(token('33333333'), undefined);
});

usbDesk.close();
await tokens.close();
for (const child of children) child.kill('SIGKILL');
// With every plug pulled out the process ends by itself, after its report.
for (const each of [port, secondPort, thirdPort]) each.unplug();
setTimeout(() => process.exit(1), within).unref();

/** Asks for the list until it is as it should be: in an emulated guest the service needs longer than the bus is followed. */
async function untilListed(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + within;
  do {
    await tokens.list();
    await new Promise((resolve) => setTimeout(resolve, 300));
  } while (!condition() && performance.now() < end);
  await until(what, condition);
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + within;
  while (!condition()) {
    if (performance.now() > end)
      assert.fail(
        `${what} did not come: ${JSON.stringify({ usb: usb.state, views: views.at(-1), listing })}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Says how long it took: the number is for people, and nothing hangs on it. */
async function timed(what: string, condition: () => boolean): Promise<number> {
  const begun = performance.now();
  await until(what, condition);
  const took = performance.now() - begun;
  console.log(`${what}: ${Math.round(took)} ms`);
  return took;
}

function shown(serial = '24617802'): UsbDeviceView | undefined {
  return views.at(-1)?.devices.find((device) => device.serial === serial);
}

function token(serial: string): PresentToken | undefined {
  return listing.tokens.find((each) => each.serial === serial);
}

/** The drivers of the interfaces of both HID devices, as the kernel lists them. */
function hidDrivers(): string[] {
  const folder = '/sys/bus/usb/devices';
  return readdirSync(folder).flatMap((name) => {
    const driver = `${folder}/${name}/driver`;
    const found = /:1\.\d$/.test(name) && existsSync(driver) ? readlinkSync(driver) : '';
    return found.endsWith('/usbhid') ? ['usbhid'] : [];
  });
}

/** pcscd with the host's libccid, and none of the host's other readers. */
function startPcscd(): ChildProcess {
  mkdirSync('/run/no-readers');
  const words = ['--foreground', '--info', '--config', '/run/no-readers'];
  const log = openSync('/run/pcscd.log', 'w');
  return spawn('/usr/sbin/pcscd', words, { stdio: ['ignore', log, log] });
}

/** A key in slot 9c, by the driver that Debian's keyholders have. The management key is the one of the factory. */
async function makeKey(): Promise<void> {
  const words = ['-a', 'generate', '-s', '9c', '-A', 'ECCP256'];
  // Not in one go: this process is the YubiKey, too.
  await promisify(execFile)('yubico-piv-tool', [
    ...words,
    '--pin-policy=always',
    '--touch-policy=always',
  ]);
}

async function keyOf(serial: string): Promise<PlacedKey> {
  const present = (await tokens.list()).tokens;
  const found = present.find((each) => each.serial === serial);
  const key = found?.keys.find(({ id }) => id === '02');
  assert.ok(
    found?.ref != null && key?.spkiDigest != null && key.id !== null,
    JSON.stringify(present),
  );
  return { ...found.ref, id: key.id, spkiDigest: key.spkiDigest };
}

/** By Node's own cryptography, with the key that the token shows. */
async function isRight(
  key: PlacedKey,
  { bytes, signature }: { readonly bytes: Uint8Array; readonly signature: Uint8Array },
): Promise<boolean> {
  const read = await tokens.readKey(key, key.id);
  const spki = Buffer.from(read?.spki ?? '', 'hex');
  return verify(
    'sha256',
    bytes,
    createPublicKey({ key: spki, format: 'der', type: 'spki' }),
    signature,
  );
}
