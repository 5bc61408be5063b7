import { writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import type { UsbYubikey } from './usb-yubikey.ts';

// USB/IP, as the kernel's driver vhci-hcd speaks it (Documentation/usb/usbip_protocol.rst): a stream of transfers that
// begin with 48 bytes, in network order.

const headBytes = 48;
const command = { submit: 1, unlink: 2, submitted: 3, unlinked: 4 } as const;
const toDevice = 0;
const stalled = -32;
const cancelled = -104;
const controller = '/sys/devices/platform/vhci_hcd.0';
const fullSpeed = 2;

interface Waiting {
  readonly sequence: number;
  readonly endpointNumber: number;
}

/** A port of the kernel's virtual USB controller. Needs the module vhci-hcd, and root: it is used in the guest only. */
export class UsbipPort {
  readonly #number: number;
  #line: Socket | null = null;
  #device: UsbYubikey | null = null;

  /** `number`: 0 to 7. */
  constructor(number: number) {
    this.#number = number;
  }

  /** Plugs in: from now on the kernel talks to the device. */
  async plug(device: UsbYubikey): Promise<void> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    // This end is the kernel's: it must not be read from here.
    const handed = connect({ port: address.port, host: '127.0.0.1', noDelay: true });
    handed.pause();
    const [[line]] = await Promise.all([
      once(server, 'connection') as Promise<[Socket]>,
      once(handed, 'connect'),
    ]);
    server.close();
    line.setNoDelay(true);
    this.#line = line;
    this.#device = device;
    serve(line, device);
    const fd = descriptorOf(handed);
    writeFileSync(
      `${controller}/attach`,
      `${this.#number} ${fd} ${0x1_00_00 + this.#number} ${fullSpeed}`,
    );
    handed.destroy();
  }

  /** Pulls out, whatever the device is doing. */
  unplug(): void {
    this.#device?.unplugged();
    writeFileSync(`${controller}/detach`, String(this.#number));
    this.#line?.destroy();
    this.#line = null;
    this.#device = null;
  }
}

function serve(line: Socket, device: UsbYubikey): void {
  let received = Buffer.alloc(0);
  let waiting: Waiting[] = [];
  const ready: { endpointNumber: number; bytes: Uint8Array; taken: () => void }[] = [];

  const answer = (
    sequence: number,
    status: number,
    data: Uint8Array,
    length = data.length,
  ): void => {
    const head = Buffer.alloc(headBytes);
    head.writeUInt32BE(command.submitted, 0);
    head.writeUInt32BE(sequence, 4);
    head.writeInt32BE(status, 20);
    head.writeInt32BE(length, 24);
    if (!line.destroyed) line.write(Buffer.concat([head, data]));
  };
  const match = (): void => {
    const left = ready.splice(0);
    for (const packet of left) {
      const found = waiting.find(({ endpointNumber }) => endpointNumber === packet.endpointNumber);
      if (found === undefined) {
        ready.push(packet);
        continue;
      }
      waiting = waiting.filter((each) => each !== found);
      answer(found.sequence, 0, packet.bytes);
      packet.taken();
    }
  };
  const submit = (head: Buffer, data: Buffer): void => {
    const sequence = head.readUInt32BE(4);
    const direction = head.readUInt32BE(12);
    const endpointNumber = head.readUInt32BE(16);
    if (endpointNumber === 0) {
      const given = device.control(setupOf(head), data);
      if (given === null) answer(sequence, stalled, new Uint8Array());
      else if (direction === toDevice) answer(sequence, 0, new Uint8Array(), data.length);
      else answer(sequence, 0, given.subarray(0, head.readUInt16LE(46)));
    } else if (direction === toDevice) {
      answer(sequence, 0, new Uint8Array(), data.length);
      device.write(endpointNumber, data);
    } else {
      waiting.push({ sequence, endpointNumber });
      match();
    }
  };
  const unlink = (head: Buffer): void => {
    const other = head.readUInt32BE(20);
    const found = waiting.some(({ sequence }) => sequence === other);
    waiting = waiting.filter(({ sequence }) => sequence !== other);
    const reply = Buffer.alloc(headBytes);
    reply.writeUInt32BE(command.unlinked, 0);
    reply.writeUInt32BE(head.readUInt32BE(4), 4);
    reply.writeInt32BE(found ? cancelled : 0, 20);
    line.write(reply);
  };

  device.onPacket(async (endpointNumber, bytes) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    ready.push({ endpointNumber, bytes, taken: resolve });
    match();
    await promise;
  });
  line.on('error', () => {});
  line.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= headBytes) {
      const submits = received.readUInt32BE(0) === command.submit;
      const carries = submits && received.readUInt32BE(12) === toDevice;
      const end = headBytes + (carries ? received.readInt32BE(24) : 0);
      if (received.length < end) return;
      const head = received.subarray(0, headBytes);
      const data = Buffer.from(received.subarray(headBytes, end));
      received = received.subarray(end);
      if (submits) submit(head, data);
      else unlink(head);
    }
  });
}

function setupOf(head: Buffer) {
  return {
    requestType: head.readUInt8(40),
    request: head.readUInt8(41),
    value: head.readUInt16LE(42),
    index: head.readUInt16LE(44),
  };
}

/** The number of a socket's descriptor: Node has no name for it, and the kernel takes nothing else. */
function descriptorOf(socket: Socket): number {
  const { _handle: handle } = socket as unknown as { _handle?: { fd?: unknown } };
  if (typeof handle?.fd !== 'number') throw new Error('the socket has no descriptor');
  return handle.fd;
}
