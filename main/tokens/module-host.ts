import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { Act } from './act.ts';
import type { ChildPlace, StartChild } from './child-port.ts';
import { deadlineOf, type Deadlines } from './deadlines.ts';
import { faultError } from './error-map.ts';
import { failureError, HostFailure } from './host-failure.ts';
import { FaultAnswer, ModuleProcess } from './module-process.ts';
import { serviceRuns } from './smart-card/service-runs.ts';
import { OperationQueue } from './operation-queue.ts';
import { TokenError } from './token-error.ts';
import { type Asked, LoadResult, LookResult, type WireToken } from './wire.ts';

export interface HostedModule {
  /** The real path of the module's file and the digest that was approved. */
  readonly path: string;
  readonly sha256: string;
  /** A file on which stations wait for each other, or null where several may use the module at once. */
  readonly lock: string | null;
  /** The folder of a database of NSS, where the module is NSS. */
  readonly database: string | null;
}

export interface HostOptions {
  readonly place: ChildPlace;
  readonly start: StartChild;
  readonly deadlines: Deadlines;
  /** A process that saw a PIN is ended after so many idle milliseconds; ten seconds unless told. */
  readonly retireAfter?: number;
}

export interface Ask<Schema extends z.ZodType> {
  readonly act: Act;
  readonly asked: Asked;
  readonly result: Schema;
  readonly signal?: AbortSignal | undefined;
  /** For a signature: called when the PIN was taken and the token is asked for it. */
  readonly onSigning?: (() => void) | undefined;
}

/** Waits before the next start after none, one, two… failures in a row, in milliseconds. */
const backOff = [0, 0, 100, 500, 4000, 15_000] as const;
/** A longer wait is not waited for: what is asked meanwhile is refused. */
const longestWait = 1000;
/** How long a killed process may take to be gone, in milliseconds. */
const longestEnd = 5000;
/** Strings can not be wiped from the memory of a process. */
const usualRetirement = 10_000;
export const smartCardSocket = '/run/pcscd/pcscd.comm';

/**
 * One PKCS#11 module behind its child process: starts it when needed, starts it again with growing waits when it
 * fails, keeps the order of operations, and turns every failure into a TokenError. Sends each request once.
 */
export class ModuleHost {
  readonly #module: HostedModule;
  readonly #options: HostOptions;
  readonly #queue = new OperationQueue();
  #process: ModuleProcess | null = null;
  #loading: Promise<ModuleProcess> | null = null;
  #lastEnd: Promise<void> = Promise.resolve();
  #failures = 0;
  #restUntil = 0;
  #sawPin = false;
  #retirement: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(module: HostedModule, options: HostOptions) {
    this.#module = module;
    this.#options = options;
  }

  get idle(): boolean {
    return this.#queue.idle;
  }

  /** It failed several times in a row and is left alone for a while: whatever is asked is refused. */
  get resting(): boolean {
    return this.#rest > longestWait;
  }

  /** Every token of this module. Waits until nothing else is under way; looks a second time in a fresh process. */
  async look(keys: 'all' | 'new'): Promise<WireToken[]> {
    const act: Act = { kind: 'look', serial: null };
    const ask = { act, asked: { op: 'look', keys } as const, result: LookResult };
    try {
      return (await this.askAlone(ask)).tokens;
    } catch (error) {
      if (!(error instanceof TokenError) || !mayLookAgain.has(error.code)) throw error;
      this.#process?.stop('interrupted');
      return (await this.askAlone(ask)).tokens;
    }
  }

  /** One operation with the token of `serial`, after those before it on the same token. */
  async ask<Schema extends z.ZodType>(serial: string, ask: Ask<Schema>): Promise<z.output<Schema>> {
    return this.#turn(serial, ask);
  }

  /** One operation with nothing else under way on this module. */
  async askAlone<Schema extends z.ZodType>(ask: Ask<Schema>): Promise<z.output<Schema>> {
    return this.#turn(null, ask);
  }

  /** Runs the station's own work while the module is idle, for example to remove a token's folder. */
  async whileIdle<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.run(null, work);
  }

  /**
   * The same for work that changes a token behind the library's back; the library starts anew after it. libykcs11 keeps
   * what it saw last: a PIN that was unblocked by its PUK stays locked for it (seen on 2.2.0).
   */
  async whileIdleThenAnew<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.run(null, async () => {
      try {
        return await work();
      } finally {
        this.#process?.stop('closed');
      }
    });
  }

  /** Ends the process; what is under way or waits fails with `token.closed`. A token that is being written to is left to end. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retirement);
    this.#process?.close();
    await this.#isGone();
  }

  async #turn<Schema extends z.ZodType>(
    lane: string | null,
    ask: Ask<Schema>,
  ): Promise<z.output<Schema>> {
    if (this.#queue.full) throw tooMany(ask.act);
    try {
      return await this.#queue.run(lane, () => this.#send(ask), ask.signal);
    } catch (error) {
      throw await this.#worded(error, ask);
    }
  }

  async #send<Schema extends z.ZodType>(ask: Ask<Schema>): Promise<z.output<Schema>> {
    const running = await this.#ready();
    const { asked, signal, result, onSigning } = ask;
    if ('pin' in asked) this.#sawPin = true;
    try {
      const deadline = deadlineOf(asked, this.#options.deadlines);
      const answer = await running.ask(asked, result, { deadline, signal, onSigning });
      this.#failures = 0;
      return answer;
    } finally {
      this.#retireSoon();
    }
  }

  /** The running process, or a new one with the module loaded. */
  async #ready(): Promise<ModuleProcess> {
    if (this.#closed) throw new HostFailure('closed', false);
    if (this.#process?.over === null) return this.#process;
    this.#loading ??= this.#start().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #start(): Promise<ModuleProcess> {
    if (!(await this.#isGone()) || this.resting) throw new HostFailure('crashed', false);
    await sleep(this.#rest);
    if (this.#closed) throw new HostFailure('closed', false);
    const { start, place, deadlines } = this.#options;
    const started = new ModuleProcess(start(place));
    this.#process = started;
    this.#sawPin = false;
    this.#lastEnd = started.ended.then(() => this.#noteEnd(started));
    const load = { op: 'load', ...this.#module } as const;
    try {
      const loaded = await started.ask(load, LoadResult, { deadline: deadlines.load });
      this.#queue.concurrent = loaded.concurrent;
      return started;
    } catch (error) {
      started.stop('interrupted');
      // Nothing of the operation itself was sent.
      throw error instanceof HostFailure ? new HostFailure(error.kind, false) : error;
    }
  }

  /** Milliseconds until the next start. */
  get #rest(): number {
    return Math.max(0, this.#restUntil - performance.now());
  }

  /** True once the process before is gone. A killed one can be stuck in the kernel, and may still hold the device. */
  async #isGone(): Promise<boolean> {
    const gone = this.#lastEnd.then(() => true);
    return Promise.race([gone, sleep(longestEnd, false, { ref: false })]);
  }

  #noteEnd({ over }: ModuleProcess): void {
    if (over !== 'crashed' && over !== 'garbage' && over !== 'timeout') return;
    this.#failures += 1;
    const wait = backOff[Math.min(this.#failures, backOff.length - 1)] ?? 0;
    this.#restUntil = performance.now() + wait;
  }

  #retireSoon(): void {
    clearTimeout(this.#retirement);
    if (!this.#sawPin || this.#closed) return;
    this.#retirement = setTimeout(() => {
      if (this.#queue.idle) this.#process?.stop('closed');
      else this.#retireSoon();
    }, this.#options.retireAfter ?? usualRetirement).unref();
  }

  async #serviceRuns(): Promise<boolean> {
    const { environment } = this.#options.place;
    return serviceRuns(environment['PCSCLITE_CSOCK_NAME'] ?? smartCardSocket);
  }

  async #worded(
    error: unknown,
    { act, signal }: Pick<Ask<z.ZodType>, 'act' | 'signal'>,
  ): Promise<unknown> {
    if (error instanceof HostFailure) return failureError(error, act);
    if (error instanceof FaultAnswer)
      return faultError(error.fault, act, act.kind !== 'look' || (await this.#serviceRuns()));
    // Taken out of the queue before its turn.
    if (signal?.aborted === true) return failureError(new HostFailure('cancelled', false), act);
    return error;
  }
}

/** Failures of a look that a fresh process may not have. */
const mayLookAgain: ReadonlySet<string> = new Set(['token.removed', 'token.busy', 'module.fault']);

function tooMany(act: Act): TokenError {
  return new TokenError('token.busy', 'too many operations wait for this library', {
    ...(act.serial === null ? {} : { place: act.serial }),
    hint: 'Wait until they are done.',
    notDone: ['Nothing was sent to the token'],
  });
}
