import { setImmediate } from 'node:timers/promises';
import { audit, type AuditFile, type AuditProgress, type Skipped } from '../../src/audit/audit.ts';
import type { SecondOpinion } from '../../src/audit/opinion.ts';
import type { AuditReport } from '../../src/audit/report.ts';
import { tufJsOpinion } from '../opinion/second-opinion.ts';
import { nodeVerifier } from '../verification/node.ts';

export interface AuditRun {
  readonly files: readonly AuditFile[];
  readonly skipped?: readonly Skipped[];
  /** RFC 3339. */
  readonly asOf: string;
  readonly trustedRoot?: AuditFile | null;
  /** null where no second implementation can be asked. */
  readonly opinion?: SecondOpinion | null;
  readonly signal?: AbortSignal;
  readonly progress?: (progress: AuditProgress) => void;
}

/**
 * Audits files with this program's verifier and second opinion, and lets other work run between the steps.
 * @throws AuditError if there is nothing to judge; OpinionError; the reason of `signal`
 */
export async function runAudit(run: AuditRun): Promise<AuditReport> {
  const { files, asOf, trustedRoot = null, opinion = tufJsOpinion, skipped = [] } = run;
  return audit(files, {
    asOf,
    trustedRoot,
    skipped,
    opinion,
    verifier: nodeVerifier,
    ...(run.signal === undefined ? {} : { signal: run.signal }),
    progress: async (progress) => {
      run.progress?.(progress);
      await setImmediate();
    },
  });
}
