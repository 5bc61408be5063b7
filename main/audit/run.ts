import { setImmediate } from 'node:timers/promises';
import {
  audit,
  type AuditFile,
  type AuditInputs,
  type AuditProgress,
  type Skipped,
} from '../../src/audit/audit.ts';
import type { SecondOpinion } from '../../src/audit/opinion.ts';
import type { AuditReport, Finding } from '../../src/audit/report.ts';
import { tufJsOpinion } from '../opinion/second-opinion.ts';
import { installNativeDigests } from '../verification/native-digests.ts';
import { nodeVerifier } from '../verification/node.ts';

export interface AuditRun {
  readonly files: AuditInputs;
  readonly skipped?: readonly Skipped[];
  /** Findings of whoever reads the files; asked once they are read. */
  readonly noticed?: () => readonly Finding[];
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
  installNativeDigests();
  return audit(files, {
    asOf,
    trustedRoot,
    skipped,
    opinion,
    verifier: nodeVerifier,
    ...(run.noticed === undefined ? {} : { noticed: run.noticed }),
    ...(run.signal === undefined ? {} : { signal: run.signal }),
    progress: async (progress) => {
      run.progress?.(progress);
      await setImmediate();
    },
  });
}
