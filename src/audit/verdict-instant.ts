import { EncodingError } from '../encoding/encoding-error.ts';
import { type Instant, parseInstant } from '../encoding/instant.ts';
import { AuditError } from './audit-error.ts';

/**
 * The instant of a verdict.
 * @param text RFC 3339
 * @throws AuditError `audit.instant`, also for a day or an hour that no calendar has
 */
export function verdictInstant(text: string): Instant {
  try {
    return parseInstant(text);
  } catch (cause) {
    if (!(cause instanceof EncodingError)) throw cause;
    throw new AuditError('audit.instant', 'the instant of the verdict is not an instant', {
      expected: 'a form like 2024-03-20T00:00:00Z',
      hint: cause.hint,
      cause,
    });
  }
}
