/** What a person needs beside the sentence itself. Every text is safe to show: never a secret, never raw input. */
export interface ErrorDetails {
  /** What should have been there, in a few words. */
  readonly expected?: string;
  /** What was there instead. */
  readonly found?: string;
  /** Where: a file, a member path, a line and column, a serial. */
  readonly place?: string;
  /** The next step for the person. */
  readonly hint: string;
  /** What did not happen, for example "Nothing was signed". */
  readonly notDone?: readonly string[];
  readonly cause?: unknown;
}

/**
 * The base of every error that a person may see. `code` is stable and is what programs and tests compare;
 * `message` is one clause in plain words; the hint says what to do next.
 * Each area has a subclass that narrows `code` to its own closed list.
 */
export class StationError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly expected: string | undefined;
  readonly found: string | undefined;
  readonly place: string | undefined;
  readonly hint: string;
  readonly notDone: readonly string[];

  constructor(code: Code, message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.expected = details.expected;
    this.found = details.found;
    this.place = details.place;
    this.hint = details.hint;
    this.notDone = details.notDone ?? [];
  }
}
