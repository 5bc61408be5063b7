import { touchSeconds } from './screen-touch.ts';

/**
 * Counts down while a token may wait for a finger. Nothing tells when it really waits: a YubiKey with a touch policy does
 * from the moment it is asked; another token is only taken to when it has not answered for a while.
 */
export class TouchCountdown {
  readonly #tick: (secondsLeft: number) => void;
  readonly #after: number;
  #timers: NodeJS.Timeout[] = [];
  #started = false;

  /**
   * @param tick called at the start and then once a second with the seconds left
   * @param after milliseconds until the first tick
   */
  constructor(tick: (secondsLeft: number) => void, after: number) {
    this.#tick = tick;
    this.#after = after;
  }

  /** The touch was announced. */
  get started(): boolean {
    return this.#started;
  }

  /** The token has its PIN and is asked now. */
  start(): void {
    if (this.#after === 0) this.#say(touchSeconds);
    for (let second = this.#after === 0 ? 1 : 0; second <= touchSeconds; second += 1) {
      const wait = this.#after + second * 1000;
      this.#timers.push(setTimeout(() => this.#say(touchSeconds - second), wait));
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }

  #say(secondsLeft: number): void {
    this.#started = true;
    this.#tick(secondsLeft);
  }
}
