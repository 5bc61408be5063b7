import { parseArgs } from 'node:util';
import { reportText } from '../../src/audit/text.ts';
import { auditView } from '../../src/audit/view.ts';
import type { AuditFile } from '../../src/audit/audit.ts';
import { ignoredFindings } from '../../src/audit/ignored.ts';
import { collect, openInputs } from '../audit/collect.ts';
import { runAudit } from '../audit/run.ts';
import { writeReports } from '../reports/audit-report.ts';
import { type Command, UsageError } from './command.ts';

/** `station audit`: a verdict on files, as of an instant. */
export const auditCommand: Command = {
  summary: 'check roots, signatures and attestations, and give a verdict',
  usage: `station audit PATH… [--trusted-root FILE] [--keys DIR] [--as-of INSTANT] [--git] [--json]
              [--html FILE] [--pdf FILE]

PATH            a ceremony folder, a TUF repository, a folder of N.root.json, or single metadata files
--trusted-root  the root that you have from a source you trust
--keys          a folder with key files and attestations that do not lie below PATH
--as-of         the instant of the verdict, for example 2024-03-20T00:00:00Z; now if it is left out
--git           PATH is a Git repository: every commit of its whole history
--json          the report as JSON (docs/audit-report.md)
--html, --pdf   the report for people in a new file, beside what is printed; never over an existing file

Ends with 0 if the verdict is pass, 1 if it is fail, 2 if there is nothing to judge.`,

  async run(args, io) {
    const { values, positionals } = parsed(args);
    const inputs = openInputs(positionals, undefined, {
      git: values.git,
      signal: io.signal,
      progress: (part) =>
        io.line?.tell({ done: inputs.count(), total: null, doing: 'Read the files', part }),
    });
    const keys = await collect(values.keys ?? [], undefined, io.signal);
    const report = await runAudit({
      files: withKeys(inputs.files, keys.files),
      skipped: inputs.skipped,
      noticed: () => [...inputs.noticed(), ...ignoredFindings([], new Set(), keys.skipped)],
      asOf: values['as-of'] ?? io.now(),
      trustedRoot: await trustedRoot(values['trusted-root']),
      signal: io.signal,
      progress: (progress) => io.line?.tell(progress),
    }).finally(() => io.line?.clear());
    const view = auditView(report, {
      filesRead: inputs.count() + keys.files.length,
      secondOpinion: true,
    });
    await writeReports(view, { html: values.html, pdf: values.pdf, signal: io.signal });
    io.out(values.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(view, io.paint));
    return report.verdict === 'pass' ? 0 : 1;
  },
};

function parsed(args: readonly string[]) {
  try {
    const result = parseArgs({
      args: [...args],
      allowPositionals: true,
      strict: true,
      options: {
        'trusted-root': { type: 'string' },
        keys: { type: 'string', multiple: true },
        'as-of': { type: 'string' },
        git: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        html: { type: 'string' },
        pdf: { type: 'string' },
      },
    });
    if (result.positionals.length > 0) return result;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(firstSentence(error.message));
  }
  throw new UsageError('audit needs a file or folder to judge');
}

async function trustedRoot(path: string | undefined): Promise<AuditFile | null> {
  if (path === undefined) return null;
  const { files } = await collect([path]);
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new UsageError('--trusted-root names one file, such as 1.root.json');
  }
  return file;
}

/** Key files keep their paths below their own folder; one that is alike with another file gets its folder's mark. */
async function* withKeys(
  files: AsyncIterable<AuditFile>,
  keys: readonly AuditFile[],
): AsyncGenerator<AuditFile> {
  const taken = new Set<string>();
  for await (const file of files) {
    taken.add(file.path);
    yield file;
  }
  for (const file of keys) {
    yield taken.has(file.path) ? { ...file, path: `--keys/${file.path}` } : file;
  }
}

function firstSentence(message: string): string {
  return (message.split(/\. |\n/)[0] ?? message).replace(/\.$/, '');
}
