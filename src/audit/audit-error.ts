import { StationError } from '../encoding/station-error.ts';

/**
 * `audit.nothing`: none of the files is anything that an audit judges;
 * `audit.trusted-root`: the root to start from cannot be read, or is no root;
 * `audit.instant`: the instant of the verdict is not in the form that it must have;
 * `audit.too-much`: there are so many different roots of the same versions that nobody could replay them.
 */
export type AuditErrorCode =
  'audit.nothing' | 'audit.trusted-root' | 'audit.instant' | 'audit.too-much';

/** Raised when there is nothing to give a verdict on. What is wrong with a file that can be judged is a finding. */
export class AuditError extends StationError<AuditErrorCode> {}
