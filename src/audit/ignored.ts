import { finding } from './findings.ts';
import type { InputFile } from './input.ts';
import { comparePaths } from './order.ts';
import type { Finding } from './report.ts';

/** A file that was not read at all, with the reason as one clause. */
export interface Skipped {
  readonly path: string;
  readonly why: string;
  /** Of a link: the place of the file that it leads to, where that one is read under its own name. */
  readonly leadsTo?: string;
  /** It lies in the past of a Git history, and not in its last commit. */
  readonly past?: true;
}

/** So many are named one by one: a checkout can hold any number of other files. */
const mostNamed = 500;

/** Files that say nothing to this audit. `used` are those that were part of a judgement. */
export function ignoredFindings(
  files: readonly InputFile[],
  used: ReadonlySet<string>,
  skipped: readonly Skipped[],
): Finding[] {
  const other = files
    .filter(({ path, reading }) => isIgnored(reading.kind) && !used.has(path))
    .map(({ path, reading }) => ({
      path,
      why:
        reading.kind === 'other'
          ? 'it is neither metadata nor evidence'
          : 'it belongs to no attestation',
    }));
  const all = [...other, ...skipped].toSorted((left, right) => comparePaths(left.path, right.path));
  return [
    ...all.slice(0, mostNamed).map(({ path, why }) =>
      finding('file.ignored', {
        subject: path,
        message: `this file was left aside: ${why}`,
        hint: 'The verdict says nothing about it.',
      }),
    ),
    ...(all.length > mostNamed ? [rest(all.length - mostNamed)] : []),
  ];
}

function rest(files: number): Finding {
  return finding('file.ignored', {
    subject: 'further files',
    message: `${files} further files were left aside: they are neither metadata nor evidence`,
    hint: 'The verdict says nothing about them.',
    data: { count: files },
  });
}

function isIgnored(kind: InputFile['reading']['kind']): boolean {
  return kind === 'other' || kind === 'evidence';
}
