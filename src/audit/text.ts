import { parseInstant } from '../encoding/instant.ts';
import type { AuditReport, Finding, RootEntry } from './report.ts';
import { capital, count, dayInWords } from './words.ts';

const severityWords = { error: 'stopped', warning: 'take note', info: 'note' } as const;

/** The report for people: verdict, roots, keys, findings, each line safe to print on a terminal. Ends with a line feed. */
export function reportText(report: AuditReport): string {
  return [
    ...verdict(report),
    ...section('Roots', rootLines(report.roots)),
    ...section('Keys', keyLines(report)),
    ...section('Findings', report.findings.map(findingLines).flat()),
    '',
    'A pass says that the files agree with each other and with the rules. It does not say who the keyholders are.',
    '',
  ]
    .map(printable)
    .join('\n');
}

function verdict({ verdict: word, asOf, findings, roots }: AuditReport): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const notes = findings.length - errors - warnings;
  const day = dayInWords(parseInstant(asOf).ms);
  return [
    `${capital(word)}, as of ${day} (${asOf})`,
    capital(
      `${count(roots.length, 'root')}, ${count(errors, 'error')}, ${count(warnings, 'warning')}, ${count(notes, 'note')}`,
    ),
  ];
}

function rootLines(roots: readonly RootEntry[]): string[] {
  const rows = roots.map((root) => [
    `${root.version}`,
    `${root.validBySelf} of ${root.threshold}`,
    root.validByPrevious === null ? 'first' : `${root.validByPrevious}`,
    root.expires,
    root.file,
  ]);
  return table([['version', 'own keys', 'before', 'valid until', 'file'], ...rows], roots.length);
}

function keyLines({ keys, attestations }: AuditReport): string[] {
  const rows = keys.map(({ spkiSha256, serials, rootVersions, attestation }) => [
    serials.join(', ') || `key ${spkiSha256.slice(0, 8)}`,
    rootVersions.join(' ') || 'none',
    attestation,
    attestations.find((one) => one.spkiSha256 === spkiSha256)?.firmware ?? '',
  ]);
  return table([['device', 'in roots', 'attestation', 'firmware'], ...rows], keys.length);
}

function findingLines({ severity, code, subject, message, hint }: Finding): string[] {
  return [
    `${severityWords[severity].padEnd(9)}  ${code}  ${subject}`,
    `           ${capital(message)}. ${hint}`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function table(rows: readonly (readonly string[])[], content: number): string[] {
  if (content === 0) return [];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
}

/** Paths and names come from the files: what could steer a terminal or turn text around is replaced. */
function printable(line: string): string {
  return line.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD');
}
