import { randomBytes } from 'node:crypto';
import type { AuditView } from '../../src/contract/audit.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { reportText } from '../../src/audit/text.ts';
import { auditView } from '../../src/audit/view.ts';
import { listed } from '../../src/audit/words.ts';
import { collect } from '../audit/collect.ts';
import { runAudit } from '../audit/run.ts';
import { within } from '../ceremonies/directory.ts';
import { createFile, readBack } from '../ceremonies/durable-file.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';
import { unusedName } from '../ceremonies/new-ceremony.ts';
import { PrintError } from '../print/print-error.ts';
import { reportHtml, reportPdf } from '../reports/audit-report.ts';
import type { Group, Work } from './handlers.ts';
import { nameOf } from './places.ts';

/** Raised when a call needs an audit that is open. */
export class AuditStepError extends StationError<'audit.none-open'> {}

/** Auditing a folder, and keeping the report. */
export function auditHandlers(work: Work): Group<'audit.run' | 'audit.resume' | 'audit.save'> {
  const { desk, places, recent } = work;
  let open: { readonly path: string; readonly view: AuditView } | null = null;

  const run = async (
    path: string,
    asked: string | null,
    progress: (value: { done: number; total: number; doing: string }) => void,
    signal: AbortSignal,
  ): Promise<AuditView> => {
    const asOf = asked ?? desk.now();
    progress({ done: 0, total: 1, doing: 'Read the files' });
    const { files, skipped } = await collect([path], undefined, signal);
    const report = await runAudit({ files, skipped, asOf, signal, progress });
    const view = auditView(report, { filesRead: files.length, secondOpinion: true });
    const shown: AuditView = {
      ...view,
      report,
      strands: view.strands.map((strand) => ({ ...strand, cells: [...strand.cells] })),
      groups: view.groups.map((group) => ({ ...group, findings: [...group.findings] })),
    };
    open = { path, view: shown };
    await recent.remember({
      id: randomBytes(12).toString('hex'),
      path,
      title: shown.name,
      role: 'auditor',
      mode: null,
      detail: shown.headline,
      at: desk.now(),
      participant: null,
      ...(asked === null ? {} : { asOf: asked }),
    });
    return shown;
  };

  return {
    'audit.run': async ({ place, asOf }, { progress, signal }) => {
      const path = place === null ? open?.path : places.path(place);
      if (path === undefined) throw noneOpen();
      return run(path, asOf, progress, signal);
    },

    'audit.resume': async ({ recent: id }, { signal }) => {
      const item = (await recent.items()).find((each) => each.id === id);
      if (item?.role !== 'auditor') throw noneOpen();
      return run(item.path, item.asOf ?? null, () => {}, signal);
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

/** Where nothing on this machine prints, the other forms say the same. @throws PrintError if printing went wrong */
async function pdfOrNothing(
  view: AuditView,
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
