import { z } from 'zod';
import type { Reading } from '../../../src/contract/witness-screen.ts';
import type { ActHearer } from '../turns.ts';

/** What goes on at this moment and stands in no record yet. There is no place in it for a PIN or for an error. */
export interface LiveState {
  /** Seconds left for a finger that is awaited now, else null. */
  readonly touch: number | null;
  /** The last act stopped, and none has begun since. */
  readonly trouble: boolean;
  /** The rows that a person has on screen. */
  readonly reading: Reading | null;
}

/** All that is read of what an act tells its page. */
const Told = z.object({ secondsLeft: z.int().min(0).max(60).nullable() });

/** Follows the acts of the station, as far as an audience may know of them. */
export class LiveWatch implements ActHearer {
  readonly #changed: (acted: boolean) => void;
  #state: LiveState = { touch: null, trouble: false, reading: null };

  /** @param changed called after each change, with whether an act has ended: then the folder may be another */
  constructor(changed: (acted: boolean) => void) {
    this.#changed = changed;
  }

  get state(): LiveState {
    return this.#state;
  }

  began(): void {
    // What was read before an act is not what is read after it.
    this.#set({ touch: null, trouble: false, reading: null });
  }

  told(report: unknown): void {
    const told = Told.safeParse(report);
    this.#set({ touch: told.success ? told.data.secondsLeft : null });
  }

  ended(stopped: boolean): void {
    this.#set({ touch: null, trouble: stopped }, true);
  }

  reading(reading: Reading | null): void {
    this.#set({ reading });
  }

  #set(change: Partial<LiveState>, acted = false): void {
    this.#state = { ...this.#state, ...change };
    this.#changed(acted);
  }
}
