import { TokenError } from './token-error.ts';
import { notDoneOf, unknownOf, type Act } from './act.ts';

/** How a request to a child process can end without its answer. */
export type HostFailureKind =
  'crashed' | 'garbage' | 'timeout' | 'cancelled' | 'interrupted' | 'closed';

/** Raised inside the station where a child gave no answer; becomes a TokenError before anybody sees it. */
export class HostFailure extends Error {
  readonly kind: HostFailureKind;
  /** The request had been sent: the token may have been at it. */
  readonly sent: boolean;
  constructor(kind: HostFailureKind, sent: boolean) {
    super(kind);
    this.kind = kind;
    this.sent = sent;
  }
}

/** The words for a child that gave no answer. */
export function failureError(failure: HostFailure, act: Act): TokenError {
  const details = {
    ...(act.serial === null ? {} : { place: act.serial }),
    notDone: failure.sent ? [] : notDoneOf(act),
  };
  const hint = failure.sent
    ? unknownOf(act)
    : 'Nothing was sent to the token. You can start it again.';
  switch (failure.kind) {
    case 'crashed':
      return new TokenError('module.fault', "the token's library stopped by itself", {
        ...details,
        hint: `The station starts it again. ${hint}`,
      });
    case 'garbage':
      return new TokenError(
        'module.lies',
        "the token's library gave an answer that makes no sense",
        {
          ...details,
          hint: `The station stopped it and starts it again. If it goes on, do not use this library. ${hint}`,
        },
      );
    case 'timeout':
      return new TokenError('token.timeout', 'the token gave no answer in time', {
        ...details,
        hint: `Take the token out and plug it in again. ${hint}`,
      });
    case 'cancelled':
      return new TokenError('token.cancelled', 'you stopped the wait for the token', {
        ...details,
        hint,
      });
    case 'interrupted':
      return new TokenError(
        'token.interrupted',
        'the library had to be stopped because of another token',
        {
          ...details,
          hint,
        },
      );
    case 'closed':
      return new TokenError('token.closed', 'the station is closing', { ...details, hint });
  }
}
