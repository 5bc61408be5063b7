/** A smart card: what stands behind the reader that a YubiKey is, too. */
export interface Card {
  /** Answer to reset. */
  readonly atr: Uint8Array;
  /** The answer to one command APDU. */
  transmit(command: Uint8Array): Promise<Uint8Array>;
  powerCycle(): void;
}

/** CCID 1.1, 6.1 and 6.2. */
const message = {
  powerOn: 0x62,
  powerOff: 0x63,
  slotStatus: 0x65,
  getParameters: 0x6c,
  setParameters: 0x61,
  transfer: 0x6f,
  dataBlock: 0x80,
  status: 0x81,
  parameters: 0x82,
} as const;
const headBytes = 10;
const commandFailed = 0x40;
const needsTime = 0x80;
/**
 * What the first answer to a command asks for, as a multiple of the driver's usual wait of three seconds: in an emulated
 * guest the arithmetic of a signature may take longer, and nothing else can be said meanwhile.
 */
const firstWait = 20;
/** How often a card that is at work, or waits for a finger, asks the reader's driver for more time. */
const timeEvery = 500;

/** The smart card interface of a YubiKey: one slot with a card that is always in. */
export class CcidInterface {
  readonly #card: Card;
  readonly #send: (bytes: Uint8Array) => Promise<void>;
  #received = Buffer.alloc(0);
  #powered = false;
  #closed = false;
  #turn: Promise<void> = Promise.resolve();

  /** `send`: where messages to the computer go; ends when it has taken the message. */
  constructor(card: Card, send: (bytes: Uint8Array) => Promise<void>) {
    this.#card = card;
    this.#send = send;
  }

  /** Takes what the computer wrote; a message may come in several parts. */
  write(bytes: Uint8Array): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= headBytes) {
      const end = headBytes + this.#received.readUInt32LE(1);
      if (this.#received.length < end) return;
      const whole = this.#received.subarray(0, end);
      this.#received = this.#received.subarray(end);
      this.#turn = this.#turn.then(() => this.#answer(whole));
    }
  }

  /** Pulled out: nothing is answered any more. */
  close(): void {
    this.#closed = true;
    this.#card.powerCycle();
  }

  async #answer(whole: Buffer): Promise<void> {
    const kind = whole.readUInt8(0);
    const slot = whole.readUInt8(5);
    const sequence = whole.readUInt8(6);
    const say = async (
      answer: number,
      status: number,
      data: Uint8Array,
      more = 0,
      error = 0,
    ): Promise<void> => {
      const head = Buffer.from([answer, 0, 0, 0, 0, slot, sequence, status, error, more]);
      head.writeUInt32LE(data.length, 1);
      if (!this.#closed) await this.#send(Buffer.concat([head, data]));
    };
    const nothing = new Uint8Array();
    switch (kind) {
      case message.powerOn:
        this.#powered = true;
        this.#card.powerCycle();
        void say(message.dataBlock, 0, this.#card.atr);
        return;
      case message.powerOff:
        this.#powered = false;
        this.#card.powerCycle();
        void say(message.status, 1, nothing);
        return;
      case message.slotStatus:
        void say(message.status, this.#powered ? 0 : 1, nothing);
        return;
      case message.getParameters:
      case message.setParameters:
        // T=1, as its answer to reset says.
        void say(message.parameters, 0, Uint8Array.of(0x18, 0x10, 0, 0x15, 0, 0xfe, 0), 1);
        return;
      case message.transfer: {
        await say(message.dataBlock, needsTime, nothing, 0, firstWait);
        const waits = setInterval(
          () => void say(message.dataBlock, needsTime, nothing, 0, 1),
          timeEvery,
        );
        try {
          const answer = await this.#card.transmit(whole.subarray(headBytes));
          clearInterval(waits);
          void say(message.dataBlock, 0, answer);
        } catch {
          void say(message.dataBlock, commandFailed, nothing, 0, 0xfe);
        } finally {
          clearInterval(waits);
        }
        return;
      }
      default:
        void say(message.status, commandFailed, nothing);
    }
  }
}
