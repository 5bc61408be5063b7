import type { z } from 'zod';
import type { ChildPort } from './child-port.ts';
import { HostFailure, type HostFailureKind } from './host-failure.ts';
import { Answer, type Asked, type HostFault, Notice } from './wire.ts';
import { writes } from './writing.ts';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: HostFailure) => void;
  /** Taken away when it was called: a second notice fits nothing. Other operations than a signature have none. */
  onSigning: (() => void) | undefined;
  /** It changes what is on the token. */
  readonly writes: boolean;
}

/** Raised where the child answered with a fault; carries it to where the words are chosen. */
export class FaultAnswer extends Error {
  readonly fault: HostFault;
  constructor(fault: HostFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

export interface AskOptions {
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** Called when the token has taken the PIN and is asked for the signature. */
  readonly onSigning?: (() => void) | undefined;
}

/**
 * One life of a child process. Owns the deadlines: a request that runs out of time, or is cancelled, ends the
 * process, because nothing else stops native code. An answer that fits no schema, or that nobody asked for, does too,
 * and so does a notice that nobody waits for.
 */
export class ModuleProcess {
  /** Fulfilled once the process is gone. */
  readonly ended: Promise<void>;
  readonly #port: ChildPort;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #over: HostFailureKind | null = null;

  constructor(port: ChildPort) {
    this.#port = port;
    this.ended = new Promise((resolve) => {
      port.onEnd(() => {
        this.#finish('crashed');
        resolve();
      });
    });
    port.onText((text) => this.#receive(text));
    port.onGarbage(() => this.stop('garbage'));
  }

  /** How the process ended, or null while it is of use. */
  get over(): HostFailureKind | null {
    return this.#over;
  }

  /**
   * Sends one request and waits for its answer.
   * Throws FaultAnswer where the host reports a fault, HostFailure where there is no answer.
   */
  async ask<Schema extends z.ZodType>(
    asked: Asked,
    schema: Schema,
    { deadline, signal, onSigning }: AskOptions,
  ): Promise<z.output<Schema>> {
    if (signal?.aborted === true) throw new HostFailure('cancelled', false);
    if (this.#over !== null) throw new HostFailure(this.#over, false);
    const answer = await this.#exchange(asked, { deadline, signal, onSigning });
    if (!answer.ok) throw new FaultAnswer(answer.fault);
    const result = schema.safeParse(answer.result);
    if (result.success) return result.data;
    this.stop('garbage');
    throw new HostFailure('garbage', true);
  }

  /** Ends the process at once; whatever is under way fails with `kind`, or as interrupted by the one that was. */
  stop(kind: HostFailureKind): void {
    this.#finish(kind);
    this.#port.kill();
  }

  /** The same where the station ends, and not the token: one that is being written to is left to end that. */
  close(): void {
    const isWriting = [...this.#waiting.values()].some((each) => each.writes);
    this.#finish('closed');
    if (isWriting) this.#port.leave();
    else this.#port.kill();
  }

  async #exchange(asked: Asked, { deadline, signal, onSigning }: AskOptions): Promise<Answer> {
    const id = (this.#lastId += 1);
    // A signature is the one thing that is announced, whether anybody listens or not.
    const announced = asked.op === 'sign' ? (onSigning ?? nobody) : undefined;
    const expire = (kind: 'timeout' | 'cancelled') => {
      // The one that was too slow is told so; others on this process were only interrupted.
      const own = this.#waiting.get(id);
      this.#waiting.delete(id);
      own?.reject(new HostFailure(kind, true));
      this.stop(kind);
    };
    const cancel = () => expire('cancelled');
    const timer = setTimeout(() => expire('timeout'), deadline);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise<Answer>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject, onSigning: announced, writes: writes(asked) });
        this.#port.send(JSON.stringify({ ...asked, id }));
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  #receive(text: string): void {
    if (this.#over !== null) return;
    const message = parsed(text);
    // Only a notice is about something. Each message is held against the one schema that it can fit.
    if (typeof message === 'object' && message !== null && 'about' in message) {
      this.#notice(Notice.safeParse(message).data?.id);
      return;
    }
    const answer = Answer.safeParse(message).data;
    const waiting = answer && this.#waiting.get(answer.id);
    if (answer === undefined || waiting === undefined) {
      this.stop('garbage');
      return;
    }
    this.#waiting.delete(answer.id);
    waiting.resolve(answer);
  }

  #notice(id: number | undefined): void {
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    const onSigning = waiting?.onSigning;
    if (waiting === undefined || onSigning === undefined) {
      this.stop('garbage');
      return;
    }
    waiting.onSigning = undefined;
    onSigning();
  }

  #finish(kind: HostFailureKind): void {
    this.#over ??= kind;
    const left = [...this.#waiting.values()];
    this.#waiting.clear();
    const one = kind === 'timeout' || kind === 'cancelled';
    for (const { reject } of left) reject(new HostFailure(one ? 'interrupted' : kind, true));
  }
}

function nobody(): void {}

/** The child is not trusted: text that is no JSON is null, which is no answer either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
