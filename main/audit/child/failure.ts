import { AuditError } from '../../../src/audit/audit-error.ts';
import type { StationError } from '../../../src/encoding/station-error.ts';
import { OpinionError } from '../../opinion/client.ts';
import { ChildAuditError } from '../child-audit-error.ts';
import { InputError } from '../input-error.ts';
import type { Failure } from './wire.ts';

/** The error that the child raised, as if it had been raised here. */
export function errorOf({ code, message, ...words }: Failure): StationError {
  const details = {
    hint: words.hint,
    ...(words.expected === null ? {} : { expected: words.expected }),
    ...(words.found === null ? {} : { found: words.found }),
    ...(words.place === null ? {} : { place: words.place }),
  };
  switch (code) {
    case 'audit.nothing':
    case 'audit.trusted-root':
    case 'audit.instant':
    case 'audit.too-much':
      return new AuditError(code, message, details);
    case 'audit.report-too-large':
      return new ChildAuditError(code, message, { ...details, notDone: ['No verdict was given'] });
    case 'opinion.no-answer':
      return new OpinionError(code, message, details);
    case 'input.missing':
    case 'input.unreadable':
    case 'input.too-much':
    case 'input.no-repository':
    case 'input.git':
    case 'input.not-one-file':
      return new InputError(code, message, details);
  }
}
