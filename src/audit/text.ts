import { keyName } from './evidence-view.ts';
import type { FindingGroup } from './groups.ts';
import { namedTargets } from './named-targets.ts';
import type { AttestationEntry, AuditReport, Finding, RootEntry } from './report.ts';
import type { ReportView } from './view.ts';

const severityWords = { error: 'stopped', warning: 'take note', info: 'note' } as const;
/** Of one group, so that a large audit stays readable; --json has them all. */
const mostSubjects = 8;

/** What a few words of the report stand for, where a reader may see them set off. */
export type Tone = 'pass' | 'fail' | 'heading' | Finding['severity'];
/** Sets words off by their tone. It gets nothing that could steer a terminal. */
export type Paint = (tone: Tone, text: string) => string;
type Line = string | readonly [tone: Tone, toned: string, rest: string];

/**
 * The report for people: verdict, roots, keys, findings, each line safe to print on a terminal. Ends with a line feed.
 * @param paint for a terminal; without it the same report is the same bytes everywhere
 */
export function reportText(view: ReportView, paint: Paint = (_, text) => text): string {
  const { report, groups } = view;
  const lines: Line[] = [
    [report.verdict, view.headline, ` (${report.asOf})`],
    view.lead,
    view.footer,
    ...section('Roots', rootLines(report.roots)),
    ...section('To compare with others', newestLines(report.roots)),
    ...section('Keys', keyLines(report)),
    ...section(
      'Findings',
      groups.flatMap((group) => groupLines(group, report.findings)),
    ),
    '',
    'A pass says that the files agree with each other and with the rules. It does not say who the keyholders are.',
    '',
  ];
  return lines.map((line) => shown(line, paint)).join('\n');
}

function shown(line: Line, paint: Paint): string {
  if (typeof line === 'string') return printable(line);
  const [tone, toned, rest] = line;
  return `${paint(tone, printable(toned))}${printable(rest)}`;
}

function rootLines(roots: readonly RootEntry[]): string[] {
  const rows = roots.map((root) => [
    `${root.version}`,
    `${root.validBySelf}, needs ${root.threshold}`,
    root.validByPrevious === null ? 'first' : `${root.validByPrevious}`,
    root.expires,
    root.file,
  ]);
  return table([['version', 'own keys', 'before', 'valid until', 'file'], ...rows], roots.length);
}

/** The files of the newest root, as `sha256sum` prints them: nothing here shows that others see the same. */
function newestLines(roots: readonly RootEntry[]): string[] {
  const newest = roots.at(-1)?.version;
  return roots
    .filter(({ version }) => version === newest)
    .map(({ sha256, file }) => `${sha256}  ${file}`);
}

/** One line a key; the person only where the files name somebody. */
function keyLines({ keys, attestations }: AuditReport): string[] {
  const named = keys.some(({ people }) => people.length > 0);
  const person = (text: string): string[] => (named ? [text] : []);
  const rows = keys.map(({ spkiSha256, serials, people, rootVersions, attestation }) => {
    const shown = attestations.find((one) => one.spkiSha256 === spkiSha256);
    return [
      serials.join(', ') || keyName(spkiSha256).toLowerCase(),
      ...person(people.join(', ')),
      rootVersions.join(' ') || 'none',
      attestation,
      shown?.firmware ?? '',
      policies(shown),
      shown?.chain ?? '',
    ];
  });
  const head = ['device', ...person('person'), 'in roots', 'attestation', 'firmware'];
  return table([[...head, 'PIN and touch', 'chain'], ...rows], keys.length);
}

/** What of PIN and touch the device tells; of a YubiHSM, the object instead. */
function policies(shown: AttestationEntry | undefined): string {
  if (shown === undefined) return '';
  if (shown.hsm !== null) return `object 0x${shown.hsm.objectId.toString(16).padStart(4, '0')}`;
  return `${shown.pinPolicy ?? 'not told'}, ${shown.touchPolicy ?? 'not told'}`;
}

function groupLines(group: FindingGroup, all: readonly Finding[]): Line[] {
  const findings = group.findings.flatMap((index) => all[index] ?? []);
  const shown = findings.slice(0, mostSubjects);
  const more = findings.length - shown.length;
  return [
    [group.severity, severityWords[group.severity].padEnd(9), `  ${group.title}. ${group.detail}`],
    `           ${group.code}`,
    ...shown.map((finding) => `             ${finding.subject}${ownMessage(finding)}`),
    ...(more > 0 ? [`             and ${more} more`] : []),
  ];
}

/** Notes of one code say the same of each file; what is more than a note is told one by one. */
function ownMessage(finding: Finding): string {
  return finding.severity === 'info' ? '' : `: ${finding.message}${namedTargets(finding)}`;
}

function section(title: string, lines: readonly Line[]): Line[] {
  if (lines.length === 0) return [];
  return ['', ['heading', title, ''], ...lines.map(indented)];
}

function indented(line: Line): Line {
  if (typeof line === 'string') return `  ${line}`;
  const [tone, toned, rest] = line;
  return [tone, `  ${toned}`, rest];
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
