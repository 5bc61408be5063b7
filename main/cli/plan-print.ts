import { basename } from 'node:path';
import { longestPlan, parsePlan } from '../../src/ceremony/plan.ts';
import { readChosenFile } from '../ceremonies/chosen-file.ts';
import { chromiumPrinter } from '../print/chromium.ts';
import { besidePlan, formOf, writeScript } from '../reports/script.ts';
import { type CommandIo, type ExitCode, UsageError } from './command.ts';

/** `station plan print`: the script of a plan on paper, in a new file. */
export async function printPlan(
  path: string,
  out: string | null,
  io: CommandIo,
): Promise<ExitCode> {
  const form = out === null ? 'pdf' : formOf(out);
  if (form === null) throw new UsageError('plan print writes a file that ends in .pdf or .html');
  const plan = parsePlan(await readChosenFile(path, longestPlan), basename(path));
  const file = out ?? besidePlan(plan, path, form);
  await writeScript(plan, file, { form, print: chromiumPrinter(), signal: io.signal });
  io.out(
    `Wrote ${basename(file)}, read back and compared. It is the script of plan ${plan.sha256}\n`,
  );
  return 0;
}
