import { StationError } from '../encoding/station-error.ts';
import type { Problem } from './values.ts';

const SENTENCE = 2000;
const SHORT = 200;

/** Cuts to at most `limit` UTF-16 units, as the schema counts, and never inside a surrogate pair. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

const cutOrNull = (text: string | undefined): string | null =>
  text === undefined ? null : cut(text, SENTENCE);

/**
 * What a person may see of an error. Only a StationError speaks for itself: the message of any
 * other error may hold input, a path or a secret, so it becomes `internal`.
 */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof StationError)) {
    return plainProblem('internal', 'Something in the station did not work.', {
      hint: 'Try this step again. If it stops again, close the station and start it: your work is kept.',
    });
  }
  return {
    code: cut(error.code, SHORT),
    message: cut(error.message, SENTENCE),
    expected: cutOrNull(error.expected),
    found: cutOrNull(error.found),
    place: cutOrNull(error.place),
    hint: cut(error.hint, SENTENCE),
    notDone: error.notDone.slice(0, 8).map((text) => cut(text, SENTENCE)),
  };
}

/** A problem of the pipe itself, made of fixed words only. */
export function plainProblem(
  code: string,
  message: string,
  rest: { readonly hint: string; readonly place?: string },
): Problem {
  return {
    code,
    message,
    expected: null,
    found: null,
    place: cutOrNull(rest.place),
    hint: rest.hint,
    notDone: [],
  };
}

/** What a call of the page rejects with. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
