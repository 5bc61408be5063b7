/** Seconds for which a device waits, and for which a policy of "cached" remembers: 15 on every YubiKey. */
export const touchWindow = 15_000;

/**
 * The metal contact. By hand, an operation waits until somebody touches; automatic, every wait ends at once, as if a
 * finger lay on it.
 */
export class TouchSensor {
  mode: 'automatic' | 'by-hand';
  /** Called when an operation begins to wait: the light that blinks. */
  onWait: () => void = () => {};
  readonly #waiting = new Set<(touched: boolean) => void>();
  #lastTouch = -Infinity;

  constructor(mode: 'automatic' | 'by-hand') {
    this.mode = mode;
  }

  /** Operations that wait for a touch now: 0 or 1 on one device. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Touches. @returns true if an operation waited for it */
  touch(): boolean {
    const answered = this.#waiting.size > 0;
    if (answered) this.#lastTouch = performance.now();
    this.#end(true);
    return answered;
  }

  /** Ends every wait as without a touch: the power is gone. */
  powerOff(): void {
    this.#lastTouch = -Infinity;
    this.#end(false);
  }

  /** Waits for a touch. `cached` takes one of the last 15 s. @returns false if none came within 15 s */
  async wait(cached: boolean): Promise<boolean> {
    if (this.mode === 'automatic') return true;
    if (cached && performance.now() - this.#lastTouch < touchWindow) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => {
      this.#waiting.delete(resolve);
      resolve(false);
    }, touchWindow);
    this.#waiting.add(resolve);
    this.onWait();
    const touched = await promise;
    clearTimeout(timer);
    return touched;
  }

  #end(touched: boolean): void {
    for (const resolve of this.#waiting) resolve(touched);
    this.#waiting.clear();
  }
}
