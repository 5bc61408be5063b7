import { FrameError } from './frame-error.ts';

// CTAP 2.1, section 11.2: messages of the FIDO interface, in packets of 64 bytes.

export const packetBytes = 64;
const firstData = packetBytes - 7;
const laterData = packetBytes - 5;
const longestMessage = firstData + 128 * laterData;

export const broadcast = 0xff_ff_ff_ff;
/** Commands as they stand on the wire, with the bit that starts a message. */
export const ctap = { init: 0x86, error: 0xbf, keepalive: 0xbb, readConfig: 0xc2 } as const;
/** Another channel has a message under way. */
export const channelBusy = 0x06;

export interface Message {
  readonly command: number;
  readonly data: Uint8Array;
}

/** One message as packets. */
export function ctapPackets(channel: number, { command, data }: Message): readonly Uint8Array[] {
  if (data.length > longestMessage) throw new RangeError('a message that fits into 129 packets');
  const packets = [packet(channel, [command, data.length >> 8, data.length & 0xff], data)];
  for (let at = firstData, sequence = 0; at < data.length; at += laterData, sequence += 1)
    packets.push(packet(channel, [sequence], data.subarray(at)));
  return packets;
}

/** Puts the packets of one channel together. Packets of other channels are other programs' and count for nothing. */
export class CtapAssembler {
  readonly #channel: number;
  #command: number | null = null;
  #length = 0;
  #data: number[] = [];
  #next = 0;

  constructor(channel: number) {
    this.#channel = channel;
  }

  /**
   * Takes one packet.
   * @returns the message when it is whole, and null before
   * @throws FrameError `garbled` where one is missing or out of form
   */
  take(bytes: Uint8Array): Message | null {
    if (bytes.length !== packetBytes) throw new FrameError('garbled');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0) !== this.#channel) return null;
    const head = view.getUint8(4);
    if ((head & 0x80) !== 0) this.#begin(head, view.getUint16(5), bytes.subarray(7));
    else this.#goOn(head, bytes.subarray(5));
    if (this.#command === null || this.#data.length < this.#length) return null;
    const message = { command: this.#command, data: Uint8Array.from(this.#data) };
    this.#command = null;
    return message;
  }

  #begin(command: number, length: number, data: Uint8Array): void {
    if (length > longestMessage) throw new FrameError('garbled');
    this.#command = command;
    this.#length = length;
    this.#data = [...data.subarray(0, length)];
    this.#next = 0;
  }

  #goOn(sequence: number, data: Uint8Array): void {
    if (this.#command === null || sequence !== this.#next) throw new FrameError('garbled');
    this.#data.push(...data.subarray(0, this.#length - this.#data.length));
    this.#next += 1;
  }
}

function packet(channel: number, head: readonly number[], data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(packetBytes);
  new DataView(bytes.buffer).setUint32(0, channel);
  bytes.set(head, 4);
  bytes.set(data.subarray(0, packetBytes - 4 - head.length), 4 + head.length);
  return bytes;
}
