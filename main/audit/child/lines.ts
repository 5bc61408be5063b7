import { ChildAuditError } from '../child-audit-error.ts';
import type { Judged } from './judge.ts';
import { type ChildMessage, maximumAnswerBytes, maximumLineBytes, type PartKind } from './wire.ts';

/** So much is put into one line, unless one item alone is longer. */
const usualLineBytes = 1024 * 1024;

/**
 * An answer as the lines that bring it to the station, the end last.
 * @throws ChildAuditError `audit.report-too-large` where the station would not take it
 */
export function* answerLines({ report, filesRead, files }: Judged): Generator<string> {
  const { roots, keys, attestations, findings } = report;
  const parts = { files, roots, keys, attestations, findings };
  const sent = { bytes: 0 };
  for (const kind of ['files', 'roots', 'keys', 'attestations', 'findings'] as const) {
    yield* partLines(kind, parts[kind], sent);
  }
  const end: ChildMessage = {
    kind: 'end',
    asOf: report.asOf,
    verdict: report.verdict,
    filesRead,
    counts: {
      files: files.length,
      roots: roots.length,
      keys: keys.length,
      attestations: attestations.length,
      findings: findings.length,
    },
  };
  yield JSON.stringify(end);
}

function* partLines(
  kind: PartKind,
  items: readonly unknown[],
  sent: { bytes: number },
): Generator<string> {
  let texts: string[] = [];
  let bytes = 0;
  const line = (): string => {
    const text = `{"kind":${JSON.stringify(kind)},"items":[${texts.join(',')}]}`;
    sent.bytes += Buffer.byteLength(text) + 1;
    [texts, bytes] = [[], 0];
    if (sent.bytes > maximumAnswerBytes) throw tooLarge();
    return text;
  };
  for (const item of items) {
    const text = JSON.stringify(item);
    const more = Buffer.byteLength(text) + 1;
    if (more > maximumLineBytes - usualLineBytes) throw tooLarge();
    if (texts.length > 0 && bytes + more > usualLineBytes) yield line();
    texts.push(text);
    bytes += more;
  }
  if (texts.length > 0) yield line();
}

function tooLarge(): ChildAuditError {
  return new ChildAuditError('audit.report-too-large', 'the report is too large for the window', {
    expected: `at most ${maximumAnswerBytes / 1024 / 1024} MiB`,
    found: 'a larger report',
    hint: 'Choose fewer folders, or audit them on the command line: station audit --json.',
    notDone: ['No verdict was given'],
  });
}
