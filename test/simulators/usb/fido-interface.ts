const packetBytes = 64;

/** The FIDO interface of a YubiKey, the device's side: INIT, and Yubico's command that reads the device information. */
export class FidoInterface {
  /** Commands that came in, in order. */
  readonly asked: number[] = [];
  readonly #pages: readonly Uint8Array[];
  readonly #firmware: readonly [number, number, number];
  #lastChannel = 0x42;

  constructor(pages: readonly Uint8Array[], firmware: readonly [number, number, number]) {
    this.#pages = pages;
    this.#firmware = firmware;
  }

  /** Takes one packet; gives the packets of the answer. Questions of more than one packet are refused. */
  write(packet: Uint8Array): Uint8Array[] {
    const bytes = Buffer.from(packet);
    const channel = bytes.readUInt32BE(0);
    const command = bytes.readUInt8(4);
    const length = bytes.readUInt16BE(5);
    this.asked.push(command);
    const data = bytes.subarray(7, 7 + length);
    if (command === 0x86 && length === 8) {
      this.#lastChannel += 1;
      const opened = Buffer.alloc(4);
      opened.writeUInt32BE(this.#lastChannel);
      return inPackets(channel, 0x86, [...data, ...opened, 2, ...this.#firmware, 1]);
    }
    const page = command === 0xc2 && length === 1 ? this.#pages[data[0] ?? 0] : undefined;
    if (page === undefined) return inPackets(channel, 0xbf, [0x01]);
    // A sign of life first, as a device that takes its time sends it.
    return [...inPackets(channel, 0xbb, [1]), ...inPackets(channel, 0xc2, [...page])];
  }
}

/** A message as packets. */
export function inPackets(channel: number, command: number, data: readonly number[]): Uint8Array[] {
  const head = Buffer.alloc(7);
  head.writeUInt32BE(channel, 0);
  head.writeUInt8(command, 4);
  head.writeUInt16BE(data.length, 5);
  const packets = [padded([...head, ...data.slice(0, packetBytes - 7)])];
  let sequence = 0;
  for (let at = packetBytes - 7; at < data.length; at += packetBytes - 5, sequence += 1)
    packets.push(
      padded([...head.subarray(0, 4), sequence, ...data.slice(at, at + packetBytes - 5)]),
    );
  return packets;
}

function padded(bytes: readonly number[]): Uint8Array {
  const packet = new Uint8Array(packetBytes);
  packet.set(bytes);
  return packet;
}
