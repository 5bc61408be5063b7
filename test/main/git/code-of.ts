import { StationError } from '../../../src/encoding/station-error.ts';

/** The code of what is thrown, and everything that it says; null where nothing is. */
export function codeOf(act: () => unknown): {
  readonly code: string | null;
  readonly said: string;
} {
  try {
    act();
    return { code: null, said: '' };
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
    const { code, message, expected, found, hint } = error;
    return { code, said: [message, expected, found, hint].join('\n') };
  }
}
