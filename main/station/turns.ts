import type { CallContext } from '../../src/contract/rpc.ts';
import { SeatError } from './open-ceremony.ts';

/** A call of the page that changes something: it runs alone. */
type ActOf<Input, Progress, Output> = (
  input: Input,
  call: CallContext<Progress>,
) => Promise<Output> | Output;

/** Hears when acts begin and end, and how far they are: never what they are given, nor why they stopped. */
export interface ActHearer {
  began(): void;
  /** What the act told the page. */
  told(report: unknown): void;
  /** @param stopped it came to no good end, and nobody had cancelled it */
  ended(stopped: boolean): void;
}

/**
 * The order of everything that changes a ceremony, its tokens' keys, or who sits here. The page can send any call at
 * any moment, and twice at once; each act begins only when the one before has ended, and finds what that one left.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  readonly #ending = new AbortController();
  readonly #hearer: ActHearer | null;
  #running = 0;

  constructor(hearer: ActHearer | null = null) {
    this.#hearer = hearer;
  }

  /** An act is under way, or waits for its turn. */
  get busy(): boolean {
    return this.#running > 0;
  }

  /** The handler as an act. Cancelled before its turn, it never begins. */
  act<Input, Progress, Output>(
    work: ActOf<Input, Progress, Output>,
  ): (input: Input, call: CallContext<Progress>) => Promise<Output> {
    return (input, call) => {
      const signal = AbortSignal.any([call.signal, this.#ending.signal]);
      this.#running += 1;
      const turn = this.#last
        .then(() => {
          signal.throwIfAborted();
          return this.#heard(work, input, { progress: call.progress, signal });
        })
        .finally(() => {
          this.#running -= 1;
        });
      this.#last = turn.catch(() => undefined);
      return turn;
    };
  }

  async #heard<Input, Progress, Output>(
    work: ActOf<Input, Progress, Output>,
    input: Input,
    { progress, signal }: CallContext<Progress>,
  ): Promise<Output> {
    const hearer = this.#hearer;
    let done = false;
    hearer?.began();
    try {
      const output = await work(input, {
        signal,
        progress: (report) => {
          hearer?.told(report);
          progress(report);
        },
      });
      done = true;
      return output;
    } finally {
      hearer?.ended(!done && !signal.aborted);
    }
  }

  /** Cancels what runs and what waits, and begins nothing more. Fulfils when the last act has ended. */
  async end(): Promise<void> {
    this.#ending.abort(
      new SeatError('ceremony.closing', 'the station is being closed', {
        hint: 'Start the station again. The ceremony opens where it was.',
      }),
    );
    await this.#last;
  }
}
