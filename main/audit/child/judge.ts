import type { AuditFile, AuditProgress } from '../../../src/audit/audit.ts';
import type { AuditReport } from '../../../src/audit/report.ts';
import { openInputs } from '../collect.ts';
import type { FilePlace } from '../file-place.ts';
import { readOneFile } from '../one-file.ts';
import { type FileMark, markOf } from '../read-again.ts';
import { runAudit } from '../run.ts';
import type { AuditRequest, ReadFile } from './wire.ts';

export interface Judged {
  readonly report: AuditReport;
  readonly filesRead: number;
  readonly files: readonly ReadFile[];
}

/**
 * Reads what was asked about as a stream, and judges it.
 * @throws InputError; AuditError if there is nothing to judge; OpinionError; the reason of `signal`
 */
export async function judge(
  { paths, names, git, trustedRoot, asOf }: AuditRequest,
  tell: (progress: AuditProgress) => void,
  signal: AbortSignal,
): Promise<Judged> {
  const inputs = openInputs(paths, undefined, {
    git,
    names,
    signal,
    progress: (part) => tell({ done: inputs.count(), total: null, doing: 'Read the files', part }),
  });
  const trusted = trustedRoot === null ? null : await readOneFile(trustedRoot, signal);
  const marks = new Map<string, FileMark>();
  const report = await runAudit({
    files: marked(inputs.files, marks),
    skipped: inputs.skipped,
    noticed: inputs.noticed,
    asOf,
    trustedRoot: trusted,
    signal,
    progress: tell,
  });
  const where = new Map<string, FilePlace>(inputs.where);
  if (trusted !== null && trustedRoot !== null && !marks.has(trusted.path)) {
    marks.set(trusted.path, markOf(trusted));
    where.set(trusted.path, { kind: 'file', path: trustedRoot });
  }
  const files = [...marks].map(([path, mark]) => ({
    path,
    ...mark,
    place: where.get(path) ?? null,
  }));
  return { report, filesRead: inputs.count(), files };
}

/** Notes what each file is as it goes by. */
async function* marked(
  files: AsyncIterable<AuditFile>,
  marks: Map<string, FileMark>,
): AsyncGenerator<AuditFile> {
  for await (const file of files) {
    marks.set(file.path, markOf(file));
    yield file;
  }
}
