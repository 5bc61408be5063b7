import { StationError } from '../../src/encoding/station-error.ts';

/**
 * `audit.out-of-memory`: the files need more memory than an audit gets;
 * `audit.process-ended`: the process of the audit ended before its answer;
 * `audit.process-answer`: it said something that is no answer;
 * `audit.report-too-large`: the report is larger than the window takes.
 */
export type ChildAuditErrorCode =
  'audit.out-of-memory' | 'audit.process-ended' | 'audit.process-answer' | 'audit.report-too-large';

/** Raised when the process that audits for the window gives no report. It says nothing about the files. */
export class ChildAuditError extends StationError<ChildAuditErrorCode> {}
