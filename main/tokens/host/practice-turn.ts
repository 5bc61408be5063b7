import path from 'node:path';
import { sameState, storeState, type StoreState } from './store-state.ts';
import { StoreLock } from './store-lock.ts';

/**
 * Turns of this process at the store of practice tokens. SoftHSM lists the tokens that were there when it was started,
 * so it is started anew when anything in the store differs from how this process left it: always after another station
 * was there, and never between two signatures of this one.
 */
export class PracticeTurn {
  readonly #lock: StoreLock;
  readonly #tokens: string;
  /** How this process left the store, or null where SoftHSM must be started anew in any case. */
  #left: StoreState | null = null;

  /** `lockFile`: the file that stations take turns on; the tokens lie beside it. */
  constructor(lockFile: string) {
    this.#lock = new StoreLock(lockFile);
    this.#tokens = path.join(path.dirname(lockFile), 'tokens');
  }

  /**
   * Runs `work` while no other station is at the store. Throws RefusedByHost `store-busy`.
   * @param startAnew starts SoftHSM again; called under the lock, only where it is needed
   */
  async hold<T>(startAnew: () => void, work: () => Promise<T>): Promise<T> {
    return this.#lock.hold(async () => {
      const before = storeState(this.#tokens);
      const left = this.#left;
      // Forgotten until this turn has gone well.
      this.#left = null;
      if (!sameState(before, left)) startAnew();
      const result = await work();
      const after = storeState(this.#tokens);
      // A file that came or went may be a token of another program, which takes no turns.
      this.#left = after?.files === before?.files ? after : null;
      return result;
    });
  }
}
