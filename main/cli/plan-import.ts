import { basename, dirname, resolve } from 'node:path';
import { importedPlan } from '../../src/ceremony/import/imported-plan.ts';
import { draftOf } from '../../src/ceremony/plan-draft.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { within } from '../ceremonies/directory.ts';
import { createFile } from '../ceremonies/durable-file.ts';
import { openDirectory } from '../ceremonies/linux-directory.ts';
import { branchFiles, repositoryFiles } from '../ceremonies/repository-files.ts';
import { type CommandIo, type ExitCode, UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** `station plan import`: the start of a renewal, out of a repository that is there. */
export async function importPlan(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const { path, git, out } = parsed(args);
  const files =
    git === undefined
      ? await repositoryFiles(path, io.signal)
      : await branchFiles(isAddress(path) ? path : resolve(path), git, io.signal);
  const { text, notes } = importedPlan(files, io.now().slice(0, 10));
  if (out === undefined) {
    io.out(text);
    return 0;
  }
  await within(openDirectory(dirname(resolve(out))), (directory) =>
    createFile(directory, basename(out), utf8(text)),
  );
  const left = draftOf(text).problems.map(({ at, message }) => `  line ${at.line}: ${message}\n`);
  io.out(
    `Wrote ${basename(out)}.\n${notes.map((note) => `${note}\n`).join('')}${
      left.length === 0
        ? 'Fill in what its comments say, then check it.\n'
        : `Fill in what its comments say. It is no plan before that:\n${left.join('')}`
    }`,
  );
  return 0;
}

function isAddress(path: string): boolean {
  return /^[a-z]+:\/\/|^[\w.-]+@[\w.-]+:/.test(path);
}

function parsed(args: readonly string[]) {
  const { values, positionals } = parseOptions(
    args,
    { git: { type: 'string' }, out: { type: 'string' } },
    'plan import does not know one of these options',
  );
  const [path, ...more] = positionals;
  if (path !== undefined && more.length === 0) return { path, git: values.git, out: values.out };
  throw new UsageError('plan import needs one folder or repository');
}
