import type { AuditProgress } from '../../src/audit/audit.ts';
import { type PageView, pageView } from '../../src/audit/page-view.ts';
import { verdictInstant } from '../../src/audit/verdict-instant.ts';
import { auditView, type ReportView } from '../../src/audit/view.ts';
import { listed } from '../../src/audit/words.ts';
import { auditInChild } from '../audit/child-audit.ts';
import type { AuditedFiles } from '../audit/read-again.ts';
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
 * Has what was asked about read and judged, in a process of its own.
 * @throws InputError; AuditError if there is nothing to judge; ChildAuditError; OpinionError; the reason of `signal`
 */
export async function runAsked(
  asked: AskedAudit,
  { asOf, folders, progress, signal }: RunCall,
): Promise<OpenAudit> {
  const { paths, git } = asked;
  // Before anything is read: it can be said at once.
  verdictInstant(asOf);
  const tell = paced(progress);
  tell({ done: 0, total: null, doing: 'Read the files' });
  const names = namesOf(paths, folders);
  const { report, filesRead, files } = await auditInChild(
    { paths: [...paths], names: [...names], git, trustedRoot: asked.trustedRoot, asOf },
    { progress: tell, signal },
  );
  const view = auditView(report, { filesRead, secondOpinion: true });
  return {
    asked,
    view,
    page: pageView(view),
    words: askedWords(asked, names, folders),
    files,
  };
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
