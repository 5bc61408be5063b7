import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DroppedError } from './fault.ts';
import type { VirtualYubikey } from './virtual-yubikey.ts';

/** The first port of vpcd; the reader with the index N listens on this port plus N. */
export const firstVpcdPort = 35963;

const control = { powerOff: 0, powerOn: 1, reset: 2, atr: 4 } as const;
/**
 * pcscd looks at its readers every 0.4 s, and later while a program talks to a card: it has to see the reader empty
 * before a card comes again. One second was too short in every second run beside other tests.
 */
const emptyFor = 2500;
/**
 * Since when each reader is empty, whichever device was in it. A device that comes too soon is taken for the one that
 * was there before: nobody powers it, and programs go on with a connection that is dead.
 */
const emptySince = new Map<number, number>();
/** How long it gets to power a card before the device is taken out and put in again. */
const patience = 4000;
const plugDeadline = 20_000;
const retryPause = 50;

/**
 * A device plugged into one reader of vpcd (vsmartcard.github.io): each message is a length of two bytes and its
 * bytes; messages of one byte control the card, all others are commands.
 */
export class VpcdReader {
  readonly #device: VirtualYubikey;
  readonly #port: number;
  #socket: Socket | null = null;

  constructor(device: VirtualYubikey, reader: number) {
    this.#device = device;
    this.#port = firstVpcdPort + reader;
  }

  get plugged(): boolean {
    return this.#socket !== null;
  }

  /** Plugs in. Ends when pcscd has powered the card. @throws Error if it does not in 20 s */
  async plug(): Promise<void> {
    const deadline = performance.now() + plugDeadline;
    while (!this.plugged && performance.now() < deadline) {
      const since = emptySince.get(this.#port) ?? -Infinity;
      await sleep(Math.max(0, since + emptyFor - performance.now()));
      if (await this.#connect()) return;
      if (this.#socket === null) await sleep(retryPause);
      else this.unplug();
    }
    if (!this.plugged) {
      throw new Error(`no reader of pcscd took the device on port ${this.#port}`);
    }
  }

  /** One try. False if vpcd does not listen yet, or pcscd did not notice. */
  #connect(): Promise<boolean> {
    const powered = Promise.withResolvers<boolean>();
    const socket = connect(this.#port, '127.0.0.1');
    const timer = setTimeout(() => powered.resolve(false), patience);
    socket.setNoDelay(true);
    socket.on('connect', () => {
      this.#socket = socket;
      this.#serve(socket, () => powered.resolve(true));
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      powered.resolve(false);
      if (this.#socket === socket) this.unplug();
    });
    return powered.promise.finally(() => clearTimeout(timer));
  }

  /** Pulls out, whatever the device is doing. */
  unplug(): void {
    const socket = this.#socket;
    if (socket === null) return;
    this.#socket = null;
    emptySince.set(this.#port, performance.now());
    this.#device.powerCycle();
    socket.destroy();
  }

  #serve(socket: Socket, powered: () => void): void {
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2) {
        const end = 2 + received.readUInt16BE(0);
        if (received.length < end) return;
        const message = received.subarray(2, end);
        received = received.subarray(end);
        if (message.length === 1) this.#control(socket, message[0], powered);
        else void this.#transmit(socket, message);
      }
    });
  }

  #control(socket: Socket, code: number | undefined, powered: () => void): void {
    if (code === control.atr) {
      send(socket, this.#device.atr);
      return;
    }
    this.#device.powerCycle();
    if (code === control.powerOn || code === control.reset) powered();
  }

  async #transmit(socket: Socket, command: Buffer): Promise<void> {
    try {
      send(socket, await this.#device.transmit(command));
    } catch (error) {
      if (!(error instanceof DroppedError)) throw error;
      // The length promises the whole answer; half of it comes.
      const length = Buffer.alloc(2);
      length.writeUInt16BE(error.part.length * 2);
      socket.write(Buffer.concat([length, error.part]), () => this.unplug());
    }
  }
}

/** In one write: with two, the second waits for an acknowledgement of the first. */
function send(socket: Socket, message: Buffer): void {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  if (!socket.destroyed) socket.write(Buffer.concat([length, message]));
}
