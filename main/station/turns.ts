import type { CallContext } from '../../src/contract/rpc.ts';
import { SeatError } from './open-ceremony.ts';

/** A call of the page that changes something: it runs alone. */
type ActOf<Input, Progress, Output> = (
  input: Input,
  call: CallContext<Progress>,
) => Promise<Output> | Output;

/**
 * The order of everything that changes a ceremony, its tokens' keys, or who sits here. The page can send any call at
 * any moment, and twice at once; each act begins only when the one before has ended, and finds what that one left.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  readonly #ending = new AbortController();
  #running = 0;

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
          return work(input, { progress: call.progress, signal });
        })
        .finally(() => {
          this.#running -= 1;
        });
      this.#last = turn.catch(() => undefined);
      return turn;
    };
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
