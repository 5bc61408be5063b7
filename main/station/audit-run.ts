import type { AuditFile, AuditProgress } from '../../src/audit/audit.ts';
import { type PageView, pageView } from '../../src/audit/page-view.ts';
import { auditView, type ReportView } from '../../src/audit/view.ts';
import { listed } from '../../src/audit/words.ts';
import { openInputs } from '../audit/collect.ts';
import { readOneFile } from '../audit/one-file.ts';
import { type FileMark, markOf } from '../audit/read-again.ts';
import { runAudit } from '../audit/run.ts';
import type { AuditedFiles } from './audit-bytes.ts';
import type { StationFolders } from './folders.ts';
import { paced } from './paced.ts';
import { nameOf } from './places.ts';

/** What an auditor asked about. Paths stay in main. */
export interface AskedAudit {
  readonly paths: readonly [string, ...string[]];
  readonly git: boolean;
  readonly trustedRoot: string | null;
}

/** An audit that was run: the whole report, and what the page shows of it. */
export interface OpenAudit {
  readonly asked: AskedAudit;
  readonly view: ReportView;
  readonly page: PageView;
  /** What was asked, for the person. */
  readonly words: string;
  readonly files: AuditedFiles;
}

interface RunCall {
  readonly asOf: string;
  readonly folders: StationFolders;
  readonly progress: (value: AuditProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads what was asked about as a stream, and judges it.
 * @throws InputError; AuditError if there is nothing to judge; the reason of `signal`
 */
export async function runAsked(
  asked: AskedAudit,
  { asOf, folders, progress, signal }: RunCall,
): Promise<OpenAudit> {
  const { paths, git } = asked;
  const tell = paced(progress);
  tell({ done: 0, total: null, doing: 'Read the files' });
  const names = namesOf(paths, folders);
  const inputs = openInputs(paths, undefined, {
    git,
    names,
    signal,
    progress: (part) => tell({ done: inputs.count(), total: null, doing: 'Read the files', part }),
  });
  const trustedRoot =
    asked.trustedRoot === null ? null : await readOneFile(asked.trustedRoot, signal);
  const marks = new Map<string, FileMark>();
  const report = await runAudit({
    files: marked(inputs.files, marks),
    skipped: inputs.skipped,
    noticed: inputs.noticed,
    asOf,
    trustedRoot,
    signal,
    progress: tell,
  });
  const where = new Map(inputs.where);
  if (trustedRoot !== null && asked.trustedRoot !== null && !marks.has(trustedRoot.path)) {
    marks.set(trustedRoot.path, markOf(trustedRoot));
    where.set(trustedRoot.path, { kind: 'file', path: asked.trustedRoot });
  }
  const view = auditView(report, { filesRead: inputs.count(), secondOpinion: true });
  return {
    asked,
    view,
    page: pageView(view),
    words: askedWords(asked, names, folders),
    files: { marks, where },
  };
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

/** What each place is called: its own name, and a number where two have the same. Never a path. */
function namesOf(paths: readonly string[], folders: StationFolders): readonly string[] {
  const seen = new Map<string, number>();
  return paths.map((path) => {
    const name = nameOf(path, folders);
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return number === 1 ? name : `${name} (${number})`;
  });
}

function askedWords(
  { git, trustedRoot }: AskedAudit,
  names: readonly string[],
  folders: StationFolders,
): string {
  const shown =
    names.length <= 4
      ? listed(names)
      : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
  const history = git ? ', with the whole Git history' : '';
  const trusted =
    trustedRoot === null
      ? 'The first version there is believed.'
      : `${nameOf(trustedRoot, folders)} is trusted from elsewhere.`;
  return `${shown}${history}. ${trusted}`;
}
