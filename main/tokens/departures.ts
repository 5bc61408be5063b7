import { practiceModule } from './module-registry.ts';
import type { PresentToken, TokenSerial } from './token.ts';

/** The reader's service may show a device for a moment after it left. A look that began later than this is right. */
const settles = 5000;

/**
 * Tokens that left by what the bus says, while their module may still show them: it is busy, or has not noticed. They
 * are hidden until it has had its time to notice, so that what is out never seems to be in.
 */
export class Departures {
  readonly #left = new Map<TokenSerial, number>();

  /** `now`: milliseconds of the clock by which looks are timed. */
  note(serials: readonly TokenSerial[], now: number): void {
    for (const serial of serials) this.#left.set(serial, now);
  }

  /** Something was plugged in: it may be one of those that left, so the modules decide again. */
  forget(): void {
    this.#left.clear();
  }

  /** A module shows these tokens, by a look that began at `begun`. */
  seen(tokens: readonly PresentToken[], begun: number): void {
    for (const { serial } of tokens) {
      const left = serial === null ? undefined : this.#left.get(serial);
      if (serial !== null && left !== undefined && begun - left > settles)
        this.#left.delete(serial);
    }
  }

  /** Those of the tokens that are still there. A token of the practice store is a file, and is never plugged out. */
  without(tokens: readonly PresentToken[]): readonly PresentToken[] {
    return tokens.filter(
      ({ serial, module }) =>
        module === practiceModule || serial === null || !this.#left.has(serial),
    );
  }
}
