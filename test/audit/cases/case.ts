import type { AuditQuestion } from '../../../src/audit/audit.ts';
import type { FindingCode } from '../../../src/audit/findings.ts';
import type { Finding } from '../../../src/audit/report.ts';
import type { Files } from '../made-files.ts';

/** Files that must give a finding, and files much like them that must not. */
export interface Case {
  readonly provoked: Files;
  readonly quiet: Files;
  /** For both. */
  readonly question?: Partial<AuditQuestion>;
  readonly quietQuestion?: Partial<AuditQuestion>;
  /** What the finding must say at least. */
  readonly says: Partial<Finding>;
}

export type Cases = Partial<Record<FindingCode, Case>>;
