interface Entry {
  /** The token's serial; null for what has to run alone. */
  readonly lane: string | null;
  readonly start: () => void;
}

/** The most that may wait for one module. */
const longestQueue = 256;

/**
 * The order of operations on one module: one at a time for each token, first come first served, several tokens side
 * by side where the module allows it, and some operations (a look, a new token) with nothing else under way.
 */
export class OperationQueue {
  readonly #entries: Entry[] = [];
  readonly #lanes = new Set<string>();
  #alone = false;
  /** False for a module that allows no threads: then one operation at a time in all. */
  concurrent = true;

  /** Nothing runs and nothing waits. */
  get idle(): boolean {
    return this.#entries.length === 0 && this.#lanes.size === 0 && !this.#alone;
  }

  get full(): boolean {
    return this.#entries.length >= longestQueue;
  }

  /**
   * Runs `work` when its turn comes; `lane` null runs it alone.
   * An abort before its turn takes it out of the queue and rejects with the signal's reason: it never runs.
   */
  async run<T>(lane: string | null, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(lane, signal);
    try {
      return await work();
    } finally {
      if (lane === null) this.#alone = false;
      else this.#lanes.delete(lane);
      this.#advance();
    }
  }

  async #turn(lane: string | null, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#entries.splice(this.#entries.indexOf(entry), 1);
        reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
        this.#advance();
      };
      const entry: Entry = {
        lane,
        start: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#entries.push(entry);
      this.#advance();
    });
  }

  /** Starts what may start. An operation that has to run alone holds back those behind it, so that its turn comes. */
  #advance(): void {
    let index = 0;
    while (index < this.#entries.length && !this.#alone) {
      const entry = this.#entries[index];
      if (entry === undefined) return;
      if (this.#mayStart(entry.lane)) {
        this.#entries.splice(index, 1);
        if (entry.lane === null) this.#alone = true;
        else this.#lanes.add(entry.lane);
        entry.start();
      } else if (entry.lane === null) {
        return;
      } else {
        index += 1;
      }
    }
  }

  #mayStart(lane: string | null): boolean {
    if (lane === null || !this.concurrent) return this.#lanes.size === 0;
    return !this.#lanes.has(lane);
  }
}
