import { finding } from './findings.ts';
import type { InputFile } from './input.ts';
import type { Finding } from './report.ts';

/** A file that was not read at all, with the reason as one clause. */
export interface Skipped {
  readonly path: string;
  readonly why: string;
}

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
  return [...other, ...skipped].map(({ path, why }) =>
    finding('file.ignored', {
      subject: path,
      message: `this file was left aside: ${why}`,
      hint: 'The verdict says nothing about it.',
    }),
  );
}

function isIgnored(kind: InputFile['reading']['kind']): boolean {
  return kind === 'other' || kind === 'certificate' || kind === 'public-key';
}
