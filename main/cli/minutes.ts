import { basename } from 'node:path';
import { chromiumPrinter } from '../print/chromium.ts';
import { minutesForms, writeMinutes, type MinutesForm } from '../reports/minutes.ts';
import { type Command, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** `station minutes`: the minutes of a ceremony, from its plan and its record. */
export const minutesCommand: Command = {
  summary: 'write the minutes of a ceremony from its plan and its record',
  usage: `station minutes FOLDER [--public] [--html] [--pdf] [--json] [--out DIR]

FOLDER    a ceremony folder; it is read, and only report/ in it is written to
--public  the edition without names, and without what people typed
--html, --pdf, --json
          the forms to write; all three if none is named. The PDF needs Chromium
--out     another folder for the files; it has to be there

The same folder gives the same bytes. A file that is there is never written over.
Ends with 0, or 2 if the record does not prove itself or a file could not be written.`,

  async run(args, io) {
    const { folder, edition, forms, out } = parsed(args);
    const names = await writeMinutes(folder, out, {
      edition,
      forms,
      print: chromiumPrinter(),
      signal: io.signal,
    });
    const place = out === null ? `report/ in ${basename(folder)}` : basename(out);
    io.out(
      `Written to ${place}, read back and compared:\n${names.map((name) => `  ${name}\n`).join('')}`,
    );
    return 0;
  },
};

function parsed(args: readonly string[]) {
  const { values, positionals } = parseOptions(
    args,
    {
      public: { type: 'boolean', default: false },
      html: { type: 'boolean', default: false },
      pdf: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
    'minutes does not know one of these options',
  );
  const [folder, ...more] = positionals;
  if (folder !== undefined && more.length === 0) {
    const named = minutesForms.filter((form: MinutesForm) => values[form]);
    return {
      folder,
      edition: values.public ? ('public' as const) : ('full' as const),
      forms: named.length === 0 ? minutesForms : named,
      out: values.out ?? null,
    };
  }
  throw new UsageError('minutes needs one ceremony folder');
}
