import { StepError } from './desk.ts';

/** Seconds in which the gold disc has to be pressed, as on a YubiKey. */
export const touchSeconds = 15;

/**
 * The touch of a practice token: the gold disc on screen. One touch is awaited at a time; a press while none is
 * awaited does nothing, as on a device that does not blink.
 */
export class ScreenTouch {
  #pressed: (() => void) | null = null;

  press(): void {
    this.#pressed?.();
  }

  /**
   * Waits for the press.
   * @param tick called at once and then once a second with the seconds left
   * @throws StepError `touch.timeout` when time runs out; the signal's reason when the person cancels
   */
  async wait(tick: (secondsLeft: number) => void, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    let left = touchSeconds;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setInterval(() => {
      left -= 1;
      tick(left);
      if (left === 0) reject(ranOut());
    }, 1000);
    const cancelled = (): void => reject(signal.reason);
    signal.addEventListener('abort', cancelled, { once: true });
    this.#pressed = resolve;
    // Only now is the touch announced: a finger that is quick must not be missed.
    tick(left);
    try {
      await promise;
    } finally {
      this.#pressed = null;
      clearInterval(timer);
      signal.removeEventListener('abort', cancelled);
    }
  }
}

/** What a person is told who cancelled the wait. */
export function cancelledTouch(): StepError {
  return new StepError('touch.cancelled', 'you cancelled before the touch', {
    hint: 'Start again when you are ready.',
    notDone: ['Nothing was signed.', 'No PIN try was lost.'],
  });
}

function ranOut(): StepError {
  return new StepError('touch.timeout', 'the token was not touched in time', {
    expected: `a touch within ${touchSeconds} seconds`,
    found: 'none',
    hint: 'Start again when you are ready.',
    notDone: ['Nothing was signed.', 'No PIN try was lost.'],
  });
}
