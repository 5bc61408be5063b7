import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { type ControlAnswer, controlAnswer, type ControlRequest } from './requests.ts';
import type { StackKey } from './start.ts';

type Sent<Request> = Request extends ControlRequest ? Omit<Request, 'id' | 'serial'> : never;
type Done = Extract<ControlAnswer, { ok: true }>;

/** A connection to a stack's control socket. */
export class ControlLink {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, PromiseWithResolvers<Done>>();
  #lastId = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    createInterface({ input: socket }).on('line', (line) => this.#take(line));
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the stack has ended'));
      this.#waiting.clear();
    });
  }

  /** @throws Error if nobody listens there */
  static async open(path: string): Promise<ControlLink> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new ControlLink(socket);
  }

  close(): void {
    this.#socket.destroy();
  }

  key(serial: number): StackKey {
    const ask = (request: Sent<ControlRequest>): Promise<Done> => this.#ask(serial, request);
    return {
      serial,
      async plug(reader) {
        await ask({ do: 'plug', reader });
      },
      async unplug() {
        await ask({ do: 'unplug' });
      },
      touch: async () => (await ask({ do: 'touch' })).waiting,
      async touchMode(mode) {
        await ask({ do: 'touch-mode', mode });
      },
      async fault(fault) {
        await ask({ do: 'fault', fault });
      },
      log: async () => (await ask({ do: 'log' })).log ?? [],
      async state() {
        const { plugged, waiting } = await ask({ do: 'state' });
        return { plugged, waiting };
      },
    };
  }

  #ask(serial: number, request: Sent<ControlRequest>): Promise<Done> {
    const id = ++this.#lastId;
    const answer = Promise.withResolvers<Done>();
    this.#waiting.set(id, answer);
    this.#socket.write(`${JSON.stringify({ ...request, id, serial })}\n`);
    return answer.promise;
  }

  #take(line: string): void {
    const answer = controlAnswer.parse(JSON.parse(line));
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer);
    else waiting?.reject(new Error(answer.error));
  }
}
