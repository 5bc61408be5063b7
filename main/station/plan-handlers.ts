import { join } from 'node:path';
import { importedPlan } from '../../src/ceremony/import/imported-plan.ts';
import { parsePlan, planText } from '../../src/ceremony/plan.ts';
import { firstPlan } from '../../src/ceremony/plan-template.ts';
import type { PlanFile } from '../../src/contract/plan.ts';
import { parseSha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { folderNames, planName } from '../ceremonies/ceremony-folder.ts';
import { createPlanFolder, folderNameFor, unusedName } from '../ceremonies/new-ceremony.ts';
import { isChanged, readPlanFile, requireSize, savePlanFile } from '../ceremonies/plan-file.ts';
import { branchFiles, repositoryFiles } from '../ceremonies/repository-files.ts';
import { chromiumPrinter } from '../print/chromium.ts';
import type { PrintPdf } from '../print/print.ts';
import { reportFolder } from '../reports/new-file.ts';
import { scriptName, writeScript } from '../reports/script.ts';
import { followCeremony } from './follow-ceremony.ts';
import type { Group, Work } from './handlers.ts';

/** Plans before their ceremonies: begun, read, written, printed. No ceremony is opened, and nothing is recorded. */
export function planHandlers(
  work: Work,
  print: PrintPdf = chromiumPrinter(),
): Group<
  | 'plan.begin'
  | 'plan.import'
  | 'plan.open'
  | 'plan.create'
  | 'plan.save'
  | 'plan.follow'
  | 'plan.print'
> {
  const { desk, places, table, turns } = work;
  const fileAt = async (path: string): Promise<PlanFile> => {
    const { text, sha256, begun } = await readPlanFile(path);
    return {
      place: places.name(path),
      folder: folderNames(path),
      text,
      sha256,
      fixed: begun
        ? 'A ceremony has begun under this plan, so it stays as it is. For another plan, make another ceremony.'
        : null,
    };
  };
  return {
    'plan.begin': () => ({ text: planText(firstPlan(desk.now().slice(0, 10))) }),

    'plan.import': async ({ place, branch }, { signal }) => {
      const path = places.path(place);
      const files =
        branch === null
          ? await repositoryFiles(path, signal)
          : await branchFiles(path, branch, signal);
      const { text, notes } = importedPlan(files, desk.now().slice(0, 10));
      return { text, notes: notes.slice(0, 32) };
    },

    'plan.open': ({ place }) => fileAt(places.path(place)),

    'plan.create': turns.act(async ({ place, name, text }) => {
      const bytes = utf8(text);
      requireSize(bytes);
      const parent = places.path(place);
      const free = await unusedName(parent, folderNameFor(name));
      return fileAt(await createPlanFolder(parent, free, bytes));
    }),

    'plan.save': turns.act(async ({ place, text, sha256, setAside }) => {
      const path = places.path(place);
      const expected = parseSha256Hex(sha256);
      try {
        await savePlanFile(path, text, { expected, setAside, at: desk.now() });
      } catch (error) {
        if (!isChanged(error)) throw error;
        return { saved: false, file: await fileAt(path) };
      }
      return { saved: true, file: await fileAt(path) };
    }),

    'plan.follow': turns.act(async () => {
      const path = await followCeremony(table.open, desk.now());
      await table.clear();
      return fileAt(path);
    }),

    'plan.print': turns.act(async ({ place }, { signal }) => {
      const path = places.path(place);
      const { text } = await readPlanFile(path);
      const plan = parsePlan(utf8(text), planName);
      const file = scriptName(plan, 'pdf');
      await writeScript(plan, join(await reportFolder(path), file), { form: 'pdf', print, signal });
      return {
        file,
        sentence: `${file} is in the folder report. It was read back and is the same.`,
      };
    }),
  };
}
