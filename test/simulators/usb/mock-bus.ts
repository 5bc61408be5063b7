import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildPort, StartChild } from '../../../main/tokens/child-port.ts';
import { LineSplitter } from '../../../main/tokens/line-splitter.ts';

export interface MockDevice {
  /** As the kernel names it, for example "1-2". */
  readonly port: string;
  readonly address: number;
  readonly productId: number;
  readonly vendorId?: number;
  readonly release?: string;
}

const preload = 'libumockdev-preload.so.0';
const root = process.getuid?.() === 0;

/**
 * A USB bus without USB: umockdev shows a process the files of a kernel that has one, and messages in udev's form say
 * what came and went. The process is in a network namespace of its own, so that nobody else hears them. Devices can be
 * seen and not opened: for that there is the guest (test/usb).
 */
export class MockBus {
  readonly #folder = mkdtempSync(join(tmpdir(), 'station-bus-'));
  readonly #plugged = new Map<string, MockDevice>();
  #pid: number | undefined;

  /** `bus` false: a machine that has no USB at all. */
  constructor(bus = true) {
    if (!bus) return;
    mkdirSync(join(this.#folder, 'sys/bus/usb/devices'), { recursive: true });
    mkdirSync(join(this.#folder, 'sys/devices/usb1'), { recursive: true });
  }

  /** Starts a process that sees this bus; gives the station's end of the port to it. */
  readonly start: StartChild = ({ entry, environment }) => {
    const words = [...(root ? [] : ['-r']), '-n', '--', process.execPath, entry];
    const child = spawn('unshare', words, {
      env: { ...environment, LD_PRELOAD: preload, UMOCKDEV_DIR: this.#folder },
      cwd: '/',
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    this.#pid = child.pid;
    child.once('exit', () => {
      if (this.#pid === child.pid) this.#pid = undefined;
    });
    return portOf(child);
  };

  /** Ends the process that sees this bus, as a crash in native code does. */
  crash(): void {
    if (this.#pid !== undefined) process.kill(this.#pid, 'SIGSEGV');
  }

  plug(device: MockDevice): void {
    const { port, address, vendorId = 0x10_50, productId, release = '0543' } = device;
    const folder = join(this.#folder, 'sys/devices/usb1', port);
    mkdirSync(folder);
    const files = {
      busnum: '1',
      devnum: String(address),
      devpath: '2',
      idVendor: hex(vendorId),
      idProduct: hex(productId),
      bcdDevice: release,
      bDeviceClass: '00',
      bDeviceSubClass: '00',
      bDeviceProtocol: '00',
      speed: '12',
      version: ' 2.00',
      manufacturer: 'Yubico',
      product: 'YubiKey OTP+FIDO+CCID',
    };
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, name), `${text}\n`);
    symlinkSync(`../../../devices/usb1/${port}`, this.#link(port));
    this.#plugged.set(port, device);
    this.#say('add', device);
  }

  unplug(port: string): void {
    const device = this.#plugged.get(port);
    if (device === undefined) throw new Error(`nothing is plugged in at ${port}`);
    this.#plugged.delete(port);
    rmSync(this.#link(port));
    rmSync(join(this.#folder, 'sys/devices/usb1', port), { recursive: true });
    this.#say('remove', device);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #link(port: string): string {
    return join(this.#folder, 'sys/bus/usb/devices', port);
  }

  /** Nobody hears it before the process is there; what is plugged in then is found by its first look. */
  #say(
    action: 'add' | 'remove',
    { port, address, vendorId, productId, release }: MockDevice,
  ): void {
    if (this.#pid === undefined) return;
    const product = `${hex(vendorId ?? 0x10_50)}/${hex(productId)}/${release ?? '0543'}`;
    const words = [
      join(import.meta.dirname, 'uevent.py'),
      action,
      `/devices/usb1/${port}`,
      '001',
      String(address).padStart(3, '0'),
      product,
    ];
    const inside = [
      '-t',
      String(this.#pid),
      ...(root ? [] : ['-U', '--preserve-credentials']),
      '-n',
    ];
    execFileSync('nsenter', [...inside, '/usr/bin/python3', ...words]);
  }
}

function portOf(child: ReturnType<typeof spawn>): ChildPort {
  const [, , , pipe] = child.stdio;
  if (pipe == null || !('write' in pipe)) throw new Error('no pipe');
  pipe.on('error', () => child.kill('SIGKILL'));
  let garbage = noListener;
  return {
    send: (text) => void pipe.write(`${text}\n`),
    onText: (listener) => {
      const lines = new LineSplitter(1 << 20, listener, () => garbage());
      pipe.on('data', (chunk: Buffer) => lines.push(chunk));
    },
    onEnd: (listener) => void child.once('exit', listener),
    onGarbage: (listener) => {
      garbage = listener;
    },
    kill: () => void child.kill('SIGKILL'),
    leave: () => void child.kill('SIGKILL'),
  };
}

function noListener(): void {}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
