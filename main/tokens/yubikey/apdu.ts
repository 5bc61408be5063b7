import type { Card } from '../smart-card/card.ts';
import { CardFault } from '../smart-card/card-fault.ts';
import { PivRefusal, status } from './piv-status.ts';

/** The most of an answer that comes in parts; the largest object of a YubiKey has 3 KiB. */
const longestAnswer = 8192;

/** Parts of 256 bytes; a device that sends empty ones for ever is stopped before its deadline. */
const mostParts = 64;

/** VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER. */
const aboutSecrets: ReadonlySet<number> = new Set([0x20, 0x24, 0x2c]);

/** One command: instruction, two parameters, and at most 255 bytes of data. */
export interface Command {
  readonly instruction: number;
  readonly p1?: number;
  readonly p2?: number;
  readonly data?: Uint8Array;
}

/**
 * Sends one command and collects its answer, also one in parts (61xx, ISO 7816-4, 7.6.1).
 * @throws PivRefusal for a status other than 9000; CardFault
 */
export async function send(
  card: Card,
  { instruction, p1 = 0, p2 = 0, data = new Uint8Array() }: Command,
): Promise<Buffer> {
  const length = data.length === 0 ? [] : [data.length];
  const apdu = Buffer.from([0x00, instruction, p1, p2, ...length, ...data, 0x00]);
  const parts: Buffer[] = [];
  let answer = await card.transmit(apdu).finally(() => apdu.fill(0));
  for (;;) {
    if (answer.length < 2 || parts.length === mostParts) throw new CardFault('failed');
    const code = answer.readUInt16BE(answer.length - 2);
    parts.push(answer.subarray(0, -2));
    if (code === status.done) return Buffer.concat(parts);
    if (code >> 8 !== 0x61) throw new PivRefusal(code, aboutSecrets.has(instruction));
    if (parts.reduce((sum, { length: bytes }) => sum + bytes, 0) > longestAnswer) {
      throw new CardFault('failed');
    }
    answer = await card.transmit(Buffer.from([0x00, 0xc0, 0x00, 0x00, code & 0xff]));
  }
}
