import { connect, type Socket } from 'node:net';
import { CardFault } from './card-fault.ts';

/** The service speaks only when it is asked: the longest answer of a card, and room to spare. */
const mostUnread = 128 * 1024;

/** One connection to the service: whole messages out, answers of a known length back, one after the other. */
export class Conversation {
  readonly #socket: Socket;
  readonly #deadline: NodeJS.Timeout;
  #received = Buffer.alloc(0);
  #wanted: {
    length: number;
    give: (bytes: Buffer) => void;
    fail: (fault: CardFault) => void;
  } | null = null;
  #over: CardFault | null = null;

  private constructor(socket: Socket, milliseconds: number) {
    this.#socket = socket;
    this.#deadline = setTimeout(() => this.#end(new CardFault('no-answer')), milliseconds);
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      if (this.#received.length > mostUnread) this.#end(new CardFault('failed'));
      else this.#serve();
    });
    socket.on('error', () => this.#end(new CardFault('lost')));
    socket.on('close', () => this.#end(new CardFault('lost')));
  }

  /** Connects. The whole conversation ends after so many milliseconds, whatever it is at. Throws CardFault `no-service`. */
  static async open(path: string, milliseconds: number): Promise<Conversation> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', () => reject(new CardFault('no-service')));
    });
    return new Conversation(socket, milliseconds);
  }

  /** Sends a message and waits for an answer of `length` bytes. Throws CardFault. */
  async ask(message: Buffer, length: number): Promise<Buffer> {
    if (this.#over !== null) throw this.#over;
    // What nobody asked for would be read as the answer to this.
    if (this.#received.length > 0) throw new CardFault('failed');
    this.#socket.write(message);
    return this.more(length);
  }

  /** Waits for so many bytes that follow an answer. */
  async more(length: number): Promise<Buffer> {
    return new Promise((give, fail) => {
      this.#wanted = { length, give, fail };
      if (this.#over === null) this.#serve();
      else fail(this.#over);
    });
  }

  /** Ends the connection; the service lets go of the card by itself. */
  close(): void {
    this.#end(new CardFault('lost'));
  }

  #serve(): void {
    const wanted = this.#wanted;
    if (wanted === null || this.#received.length < wanted.length) return;
    this.#wanted = null;
    const bytes = this.#received.subarray(0, wanted.length);
    this.#received = this.#received.subarray(wanted.length);
    wanted.give(bytes);
  }

  #end(fault: CardFault): void {
    if (this.#over !== null) return;
    this.#over = fault;
    clearTimeout(this.#deadline);
    this.#socket.destroy();
    this.#wanted?.fail(fault);
    this.#wanted = null;
  }
}
