import type { z } from 'zod';
import type { ChildPort } from './child-port.ts';
import { HostFailure, type HostFailureKind } from './host-failure.ts';
import { Answer, type Asked, type HostFault } from './wire.ts';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: HostFailure) => void;
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
}

/**
 * One life of a child process. Owns the deadlines: a request that runs out of time, or is cancelled, ends the
 * process, because nothing else stops native code. An answer that fits no schema, or that nobody asked for, does too.
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
    { deadline, signal }: AskOptions,
  ): Promise<z.output<Schema>> {
    if (signal?.aborted === true) throw new HostFailure('cancelled', false);
    if (this.#over !== null) throw new HostFailure(this.#over, false);
    const answer = await this.#exchange(asked, deadline, signal);
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

  async #exchange(asked: Asked, deadline: number, signal?: AbortSignal): Promise<Answer> {
    const id = (this.#lastId += 1);
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
        this.#waiting.set(id, { resolve, reject });
        this.#port.send(JSON.stringify({ ...asked, id }));
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  #receive(text: string): void {
    if (this.#over !== null) return;
    const answer = parseAnswer(text);
    const waiting = answer && this.#waiting.get(answer.id);
    if (answer === null || waiting === undefined || waiting === null) {
      this.stop('garbage');
      return;
    }
    this.#waiting.delete(answer.id);
    waiting.resolve(answer);
  }

  #finish(kind: HostFailureKind): void {
    this.#over ??= kind;
    const left = [...this.#waiting.values()];
    this.#waiting.clear();
    const one = kind === 'timeout' || kind === 'cancelled';
    for (const { reject } of left) reject(new HostFailure(one ? 'interrupted' : kind, true));
  }
}

/** The child is not trusted: text that is no answer is null, whatever is wrong with it. */
function parseAnswer(text: string): Answer | null {
  try {
    return Answer.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
