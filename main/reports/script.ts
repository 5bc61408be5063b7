import { basename, dirname, join } from 'node:path';
import type { Plan } from '../../src/ceremony/plan.ts';
import { scriptPage } from '../../src/ceremony/script-page.ts';
import { parseInstant } from '../../src/encoding/instant.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { packedFonts } from '../print/fonts.ts';
import type { PrintPdf } from '../print/print.ts';
import { writeNewFile } from './new-file.ts';

export type ScriptForm = 'pdf' | 'html';

export interface ScriptWanted {
  readonly form: ScriptForm;
  readonly print: PrintPdf;
  readonly signal?: AbortSignal;
}

/** The name of the script of a plan, which says of which plan it is: `script-0a1b2c3d.pdf`. */
export function scriptName(plan: Plan, form: ScriptForm): string {
  return `script-${plan.sha256.slice(0, 8)}.${form}`;
}

/**
 * Writes the script of a plan to a new file. The PDF bears the day of the plan, so the same plan gives the same bytes.
 * @param path its folder has to be there
 * @throws PrintError; FolderError `folder.exists` if other bytes are there; the reason of `signal`
 */
export async function writeScript(
  plan: Plan,
  path: string,
  { form, print, signal }: ScriptWanted,
): Promise<void> {
  const page = scriptPage(plan, packedFonts());
  const bytes =
    form === 'html'
      ? utf8(page)
      : await print(page, {
          at: parseInstant(`${plan.date}T00:00:00Z`),
          ...(signal === undefined ? {} : { signal }),
        });
  await writeNewFile(path, bytes);
}

/** Where the script of the plan in this file goes if nobody says it: beside the plan. */
export function besidePlan(plan: Plan, file: string, form: ScriptForm): string {
  return join(dirname(file), scriptName(plan, form));
}

/** The form that a file's name asks for, or null. */
export function formOf(path: string): ScriptForm | null {
  const name = basename(path).toLowerCase();
  return name.endsWith('.pdf') ? 'pdf' : name.endsWith('.html') ? 'html' : null;
}
