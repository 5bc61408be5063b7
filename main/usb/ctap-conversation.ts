import { broadcast, channelBusy, ctap, CtapAssembler, ctapPackets } from './ctap-packet.ts';
import type { Message } from './ctap-packet.ts';
import { deviceInfo, type DeviceInfo, type Fields, hasMore, pageFields } from './device-info.ts';
import { FrameError } from './frame-error.ts';
import { mostPages, type Clock } from './pages.ts';

/** The FIDO interface of one device, in packets of 64 bytes. */
export interface Packets {
  write(packet: Uint8Array): Promise<void>;
  /** null where nothing came in so many milliseconds. */
  read(milliseconds: number): Promise<Uint8Array | null>;
}

/** The most that one answer may take, in milliseconds, whatever else the device sends meanwhile. */
const longestAnswer = 3000;

/**
 * Asks for the device information over the FIDO interface, on a channel of its own, so that no other program is
 * disturbed.
 * @param nonce 8 random bytes, by which the answer is told from those to other programs
 * @throws FrameError
 */
export async function infoOverFido(
  device: Packets,
  nonce: Uint8Array,
  clock: Clock,
): Promise<DeviceInfo> {
  const channel = await openChannel(device, nonce, clock);
  const pages: Fields[] = [];
  do {
    const data = Uint8Array.of(pages.length);
    const answer = await ask(device, channel, { command: ctap.readConfig, data }, clock);
    pages.push(pageFields(answer.data));
  } while (pages.length < mostPages && hasMore(pages.at(-1) ?? new Map()));
  return deviceInfo(pages);
}

async function openChannel(device: Packets, nonce: Uint8Array, clock: Clock): Promise<number> {
  const isOurs = ({ data }: Message) => nonce.every((byte, at) => data[at] === byte);
  const init = { command: ctap.init, data: nonce };
  const { data } = await ask(device, broadcast, init, clock, isOurs);
  if (data.length < 17) throw new FrameError('garbled');
  const channel = new DataView(data.buffer, data.byteOffset).getUint32(8);
  if (channel === 0 || channel === broadcast) throw new FrameError('garbled');
  return channel;
}

async function ask(
  device: Packets,
  channel: number,
  message: Message,
  clock: Clock,
  counts: (answer: Message) => boolean = () => true,
): Promise<Message> {
  for (const packet of ctapPackets(channel, message)) await device.write(packet);
  const assembler = new CtapAssembler(channel);
  const end = clock.now() + longestAnswer;
  for (;;) {
    const left = end - clock.now();
    if (left <= 0) throw new FrameError('silent');
    const packet = await device.read(left);
    const answer = packet === null ? null : assembler.take(packet);
    if (answer === null || answer.command === ctap.keepalive) continue;
    if (answer.command === ctap.error)
      throw new FrameError(answer.data[0] === channelBusy ? 'busy' : 'silent');
    if (answer.command !== message.command) throw new FrameError('garbled');
    if (counts(answer)) return answer;
  }
}
