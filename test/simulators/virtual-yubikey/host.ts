/** The host's side of a conversation, for tests of the device without a reader. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { factoryManagementKey } from './piv/management-key.ts';
import { padded } from './piv/reference.ts';
import { readTemplate, readTlvs, tlv } from './tlv.ts';
import type { VirtualYubikey } from './virtual-yubikey.ts';

export interface Answer {
  readonly status: number;
  readonly data: Buffer;
}

const piv = Buffer.from('a000000308', 'hex');
const ciphers: ReadonlyMap<number, [string, number]> = new Map([
  [0x03, ['des-ede3-ecb', 8]],
  [0x08, ['aes-128-ecb', 16]],
  [0x0a, ['aes-192-ecb', 16]],
  [0x0c, ['aes-256-ecb', 16]],
]);

/** Sends commands of any length and gathers answers of any length, as drivers do. */
export class Host {
  readonly #device: VirtualYubikey;

  constructor(device: VirtualYubikey) {
    this.#device = device;
  }

  /** One command: instruction, P1, P2, data. */
  async send(ins: number, p1 = 0, p2 = 0, data: Uint8Array = Buffer.alloc(0)): Promise<Answer> {
    let rest = Buffer.from(data);
    while (rest.length > 0xff) {
      const part = Buffer.concat([Buffer.of(0x10, ins, p1, p2, 0xff), rest.subarray(0, 0xff)]);
      await this.#device.transmit(part);
      rest = rest.subarray(0xff);
    }
    const length = rest.length === 0 ? [] : [rest.length];
    const whole = Buffer.concat([Buffer.of(0, ins, p1, p2, ...length), rest]);
    let answer = await this.#device.transmit(whole);
    const parts = [answer.subarray(0, -2)];
    while (answer.at(-2) === 0x61) {
      answer = await this.#device.transmit(Buffer.of(0, 0xc0, 0, 0, 0));
      parts.push(answer.subarray(0, -2));
    }
    return { status: answer.readUInt16BE(answer.length - 2), data: Buffer.concat(parts) };
  }

  async select(aid: Uint8Array = piv): Promise<Answer> {
    return this.send(0xa4, 0x04, 0, aid);
  }

  async verify(pin: string): Promise<number> {
    return (await this.send(0x20, 0, 0x80, padded(pin))).status;
  }

  /** Mutual authentication with the management key. @returns the last status */
  async proveManagementKey(key: Buffer = factoryManagementKey, algorithm = 0x03): Promise<number> {
    const [cipher, size] = ciphers.get(algorithm) ?? ['', 0];
    const first = await this.send(0x87, algorithm, 0x9b, tlv(0x7c, tlv(0x80)));
    if (first.status !== 0x9000) return first.status;
    const witness = readTemplate(first.data, 0x7c).get(0x80) ?? Buffer.alloc(0);
    const decipher = createDecipheriv(cipher, key, null).setAutoPadding(false);
    const opened = Buffer.concat([decipher.update(witness), decipher.final()]);
    const challenge = randomBytes(size);
    const second = await this.send(
      0x87,
      algorithm,
      0x9b,
      tlv(0x7c, tlv(0x80, opened), tlv(0x81, challenge)),
    );
    if (second.status !== 0x9000) return second.status;
    const encryption = createCipheriv(cipher, key, null).setAutoPadding(false);
    const expected = Buffer.concat([encryption.update(challenge), encryption.final()]);
    const answered = readTemplate(second.data, 0x7c).get(0x82);
    if (answered?.equals(expected) !== true) throw new Error('the device does not know the key');
    return second.status;
  }

  /** Makes a key. Policies of 0 leave the choice to the device. */
  async generate(slot: number, algorithm: number, pin = 0, touch = 0): Promise<Answer> {
    const policies = [tlv(0xaa, Buffer.of(pin)), tlv(0xab, Buffer.of(touch))];
    return this.send(0x47, 0, slot, tlv(0xac, tlv(0x80, Buffer.of(algorithm)), ...policies));
  }

  /** A signature over a digest or a padded block; null with its status if there is none. */
  async sign(slot: number, algorithm: number, input: Uint8Array): Promise<Answer> {
    const request = tlv(0x7c, tlv(0x82), tlv(0x81, input));
    const { status, data } = await this.send(0x87, algorithm, slot, request);
    return {
      status,
      data: status === 0x9000 ? (readTemplate(data, 0x7c).get(0x82) ?? data) : data,
    };
  }

  /** Metadata by tag. @throws Error with the status if there is none */
  async metadata(reference: number): Promise<ReadonlyMap<number, Buffer>> {
    const { status, data } = await this.send(0xf7, 0, reference);
    if (status !== 0x9000) throw new Error(`status ${status.toString(16)}`);
    return new Map(readTlvs(data).map(({ tag, value }) => [tag, value]));
  }
}
