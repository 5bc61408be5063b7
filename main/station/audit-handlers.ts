import { randomBytes } from 'node:crypto';
import type { AuditProgress } from '../../src/audit/audit.ts';
import type { PageView } from '../../src/audit/page-view.ts';
import { reportText } from '../../src/audit/text.ts';
import type { ReportView } from '../../src/audit/view.ts';
import { listed } from '../../src/audit/words.ts';
import type { AuditView } from '../../src/contract/audit.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { within } from '../ceremonies/directory.ts';
import { createFile, readBack } from '../ceremonies/durable-file.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';
import { unusedName } from '../ceremonies/new-ceremony.ts';
import { PrintError } from '../print/print-error.ts';
import { reportHtml, reportPdf } from '../reports/audit-report.ts';
import { bytesBehind, countBehind } from './audit-bytes.ts';
import { type AskedAudit, type OpenAudit, runAsked } from './audit-run.ts';
import type { Group, Work } from './handlers.ts';
import { nameOf } from './places.ts';
import type { RecentWork } from './recent.ts';

/** Raised when a call needs an audit that is open, or bytes that no file has. */
export class AuditStepError extends StationError<'audit.none-open' | 'audit.no-bytes'> {}

interface Call {
  readonly progress: (value: AuditProgress) => void;
  readonly signal: AbortSignal;
}

/** Auditing folders and files, and keeping the report. */
export function auditHandlers(
  work: Work,
): Group<'audit.run' | 'audit.again' | 'audit.resume' | 'audit.bytes' | 'audit.save'> {
  const { desk, places, recent } = work;
  let open: OpenAudit | null = null;

  /** What was open stays open if this one is cancelled or cannot be judged. */
  const run = async (
    asked: AskedAudit,
    askedFor: string | null,
    { progress, signal }: Call,
  ): Promise<AuditView> => {
    const asOf = askedFor ?? desk.now();
    const audit = await runAsked(asked, { asOf, folders: desk.folders, progress, signal });
    open = audit;
    await recent.remember({
      id: randomBytes(12).toString('hex'),
      title: audit.view.name,
      role: 'auditor',
      mode: null,
      detail: audit.view.headline,
      at: desk.now(),
      participant: null,
      ...askedRecord(asked),
      ...(askedFor === null ? {} : { asOf: askedFor }),
    });
    return answer(audit);
  };

  return {
    'audit.run': ({ places: [first = '', ...further], git, trustedRoot, asOf }, call) => {
      const paths = [first, ...further].map((place) => places.path(place));
      const [path = '', ...others] = new Set(paths);
      return run(
        {
          paths: [path, ...others],
          git,
          trustedRoot: trustedRoot === null ? null : places.path(trustedRoot),
        },
        asOf,
        call,
      );
    },

    'audit.again': async ({ asOf }, call) => {
      if (open === null) throw noneOpen();
      return run(open.asked, asOf, call);
    },

    'audit.resume': async ({ recent: id }, call) => {
      const item = (await recent.items()).find((each) => each.id === id);
      if (item?.role !== 'auditor') throw noneOpen();
      return run(askedBefore(item), item.asOf ?? null, call);
    },

    'audit.bytes': async ({ finding: place, at, from }) => {
      if (open === null) throw noneOpen();
      const { view, page, files } = open;
      const finding = page.report.findings[place];
      const bytes =
        finding === undefined ? null : await bytesBehind(finding, view.report, files, { at, from });
      if (bytes !== null) return bytes;
      throw new AuditStepError('audit.no-bytes', 'no file stands behind this finding', {
        hint: 'Its details say what it is about.',
      });
    },

    'audit.save': async ({ place }, { signal }) => {
      if (open === null) throw noneOpen();
      const { view } = open;
      const parent = places.path(place);
      const saved: string[] = [];
      const contents = [
        ['report.json', utf8(`${JSON.stringify(view.report, null, 2)}\n`)],
        ['report.txt', utf8(reportText(view))],
        ['report.html', reportHtml(view)],
        ...(await pdfOrNothing(view, signal)),
      ] as const;
      for (const [wanted, bytes] of contents) {
        const name = await freeFileName(parent, wanted);
        await within(openDirectory(parent), async (directory) => {
          await createFile(directory, name, bytes);
          await readBack(directory, name, bytes);
        });
        saved.push(name);
      }
      return {
        files: saved,
        sentence: `${listed(saved)} were written to ${nameOf(parent, desk.folders)}, read back and compared.${saved.length === 4 ? '' : ' No PDF: it needs Chromium.'}`,
      };
    },
  };
}

/** Lists that the contract may fill are copied. */
function answer({ page, words, view, files }: OpenAudit): AuditView {
  const { strands, groups, evidence } = page satisfies PageView;
  return {
    ...page,
    asked: words,
    behind: page.report.findings.map((finding) => countBehind(finding, view.report, files)),
    strands: strands.map((strand) => ({ ...strand, cells: [...strand.cells] })),
    evidence: evidence.map((one) => ({
      ...one,
      claims: one.claims.map((claim) => ({ ...claim })),
      files: [...one.files],
    })),
    groups: groups.map((group) => ({ ...group, findings: [...group.findings] })),
  };
}

function askedRecord({
  paths: [path, ...further],
  git,
  trustedRoot,
}: AskedAudit): Pick<RecentWork, 'path' | 'audit'> {
  const plain = further.length === 0 && !git && trustedRoot === null;
  return plain ? { path } : { path, audit: { further, git, trustedRoot } };
}

function askedBefore({ path, audit }: RecentWork): AskedAudit {
  return {
    paths: [path, ...(audit?.further ?? [])],
    git: audit?.git ?? false,
    trustedRoot: audit?.trustedRoot ?? null,
  };
}

/** Where nothing on this machine prints, the other forms say the same. @throws PrintError if printing went wrong */
async function pdfOrNothing(
  view: ReportView,
  signal: AbortSignal,
): Promise<readonly (readonly [string, Uint8Array])[]> {
  try {
    return [['report.pdf', await reportPdf(view, signal)]];
  } catch (error) {
    if (error instanceof PrintError && error.code === 'print.no-chromium') return [];
    throw error;
  }
}

/** A report is never written over another: `report 2.json` follows `report.json`. */
async function freeFileName(parent: string, wanted: string): Promise<string> {
  const dot = wanted.lastIndexOf('.');
  const [stem, ending] = [wanted.slice(0, dot), wanted.slice(dot)];
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${stem}-${number}${ending}`;
    if ((await unusedName(parent, name)) === name) return name;
  }
}

function noneOpen(): AuditStepError {
  return new AuditStepError('audit.none-open', 'no audit is open', {
    hint: 'Choose a folder to audit.',
  });
}
