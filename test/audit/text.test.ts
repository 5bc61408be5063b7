import { describe, expect, it } from 'vitest';
import type { FindingGroup } from '../../src/audit/groups.ts';
import type { AttestationEntry, AuditReport, Finding, RootEntry } from '../../src/audit/report.ts';
import { reportText } from '../../src/audit/text.ts';
import { auditView, type ReportView } from '../../src/audit/view.ts';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { attestationEntry, keyEntry } from './entries.ts';
import { auditOf, repository, root } from './made-files.ts';

const whole = await auditOf(repository({ '2.root.json': root({ version: 2 }) }));
const end =
  'A pass says that the files agree with each other and with the rules. It does not say who the keyholders are.';

/** The lines of a report with some of it replaced. */
function linesOf(change: Partial<AuditReport>, view: Partial<ReportView> = {}): readonly string[] {
  const report = { ...whole, ...change };
  const shown = auditView(whole, { filesRead: 5, secondOpinion: false });
  return reportText({ ...shown, report, groups: [], ...view }).split('\n');
}

/** The lines of a section, without its indent. */
function section(lines: readonly string[], title: string): readonly string[] {
  const start = lines.indexOf(title);
  return start < 0
    ? []
    : lines.slice(start + 1, lines.indexOf('', start)).map((one) => one.slice(2));
}

const finding = (severity: Finding['severity'], subject: string): Finding => ({
  code: 'root.fork',
  severity,
  subject,
  message: 'there are two',
  hint: 'Ask.',
  data: {},
});
const group = (severity: Finding['severity'], findings: readonly number[]): FindingGroup => ({
  code: 'root.fork',
  severity,
  title: 'Two roots',
  detail: 'Ask who signed.',
  findings,
});

describe('a report for a terminal', () => {
  it('begins with the verdict and ends with what a pass is not', () => {
    const lines = linesOf({ roots: [], keys: [] });
    expect(lines[0]).toBe('Pass, as of 1 June 2026 (2026-06-01T00:00:00Z)');
    expect(lines.slice(-2)).toEqual([end, '']);
    expect(lines).not.toContain('Roots');
    expect(lines).not.toContain('Keys');
    expect(lines).not.toContain('Findings');
  });

  it('has its verdict, headings and the words of findings set off, where somebody wants it', () => {
    const findings = [finding('error', 'one'), finding('warning', 'two'), finding('info', 'three')];
    const shown = auditView(whole, { filesRead: 5, secondOpinion: false });
    const groups = [group('error', [0]), group('warning', [1]), group('info', [2])];
    const view = { ...shown, report: { ...whole, findings }, groups };
    const painted = reportText(view, (tone, text) => `<${tone}>${text}</${tone}>`);
    expect(painted).toContain('<pass>Pass, as of 1 June 2026</pass> (2026');
    expect(painted).toContain('\n<heading>Roots</heading>\n');
    expect(painted).toContain('<error>  stopped  </error>  Two roots. Ask who signed.');
    expect(painted).toContain('<warning>  take note</warning>  Two');
    expect(painted).toContain('<info>  note     </info>  Two');
    expect(painted.replaceAll(/<[^>]+>/g, '')).toBe(reportText(view));
  });

  it('gives nothing of the files to what sets words off', () => {
    const toned: string[] = [];
    const shown = auditView(whole, { filesRead: 5, secondOpinion: false });
    const hostile = { ...group('error', [0]), title: '\u001B[2J' };
    const report = { ...whole, findings: [finding('error', '\u001B[1A')] };
    const text = reportText({ ...shown, report, groups: [hostile] }, (_, words) => {
      toned.push(words);
      return words;
    });
    expect(text).not.toContain('\u001B');
    expect(toned.join('')).not.toContain('\uFFFD');
  });

  it('has the roots in columns, the first without a version before', () => {
    expect(section(linesOf({}), 'Roots')).toEqual([
      'version   own keys     before   valid until            file',
      '1         3, needs 2   first    2027-01-01T00:00:00Z   1.root.json',
      '2         3, needs 2   3        2027-01-01T00:00:00Z   2.root.json',
    ]);
  });

  it('has the digest of the newest root, and of each where there are two', () => {
    const title = 'To compare with others';
    const digest = sha256Hex(root({ version: 2 }));
    expect(section(linesOf({}), title)).toEqual([`${digest}  2.root.json`]);
    const [first, second] = whole.roots as [RootEntry, RootEntry];
    const fork = { ...second, file: 'other/2.root.json', sha256: 'ab'.repeat(32) };
    expect(section(linesOf({ roots: [first, second, fork] }), title)).toEqual([
      `${digest}  2.root.json`,
      `${'ab'.repeat(32)}  other/2.root.json`,
    ]);
    expect(linesOf({ roots: [] })).not.toContain(title);
  });

  it('has a column for people only where somebody is named', () => {
    const [nobody = ''] = section(linesOf({ keys: [keyEntry()] }), 'Keys');
    expect(nobody).not.toContain('person');
    const named = section(
      linesOf({
        keys: [keyEntry({ people: ['Priya Raman', 'P. Raman'] }), keyEntry({ serials: [] })],
      }),
      'Keys',
    );
    expect(named[0]).toMatch(/^device +person +in roots +attestation +firmware/);
    expect(named[1]).toMatch(/^24617802 +Priya Raman, P\. Raman +1 2 +verified/);
    expect(named[2]).toMatch(/^key /);
  });

  it('says of a key in no root that it is in none', () => {
    expect(section(linesOf({ keys: [keyEntry({ rootVersions: [] })] }), 'Keys')[1]).toMatch(
      / none /,
    );
  });

  it.each<readonly [string, Partial<AttestationEntry>, string]>([
    ['both policies', {}, 'always, cached'],
    ['what is not told', { pinPolicy: null, touchPolicy: null }, 'not told, not told'],
    [
      'the object of a YubiHSM in place of them',
      {
        hsm: { objectId: 1, domains: [1], origin: 'generated', exportable: false, label: 'root' },
      },
      'object 0x0001',
    ],
  ])('has %s', (_, shown, text) => {
    const lines = linesOf({ keys: [keyEntry()], attestations: [attestationEntry(shown)] });
    expect(section(lines, 'Keys')[1]).toContain(text);
  });

  it('has nothing of an attestation that is of another key', () => {
    const attestations = [attestationEntry({ spkiSha256: 'cd'.repeat(32) })];
    const [, row = ''] = section(linesOf({ keys: [keyEntry()], attestations }), 'Keys');
    expect(row).not.toContain('5.4.3');
    expect(row).not.toContain('PIV Root');
  });
});

describe('findings on a terminal', () => {
  it.each([
    ['error', 'stopped    Two roots. Ask who signed.'],
    ['warning', 'take note  Two roots. Ask who signed.'],
    ['info', 'note       Two roots. Ask who signed.'],
  ] as const)('%s', (severity, line) => {
    const lines = linesOf(
      { findings: [finding(severity, 'a.json')] },
      { groups: [group(severity, [0])] },
    );
    const own = severity === 'info' ? '' : ': there are two';
    expect(section(lines, 'Findings')).toEqual([
      line,
      '           root.fork',
      `             a.json${own}`,
    ]);
  });

  it('names eight places of one kind, and how many more there are', () => {
    const findings = Array.from({ length: 11 }, (_, index) => finding('info', `${index}.json`));
    const places = (count: number) => {
      const indexes = Array.from({ length: count }, (_, index) => index);
      const lines = linesOf({ findings }, { groups: [group('info', indexes)] });
      return section(lines, 'Findings').slice(2);
    };
    expect(places(8)).toHaveLength(8);
    expect(places(9).at(-1)).toBe('             and 1 more');
    expect(places(11).at(-1)).toBe('             and 3 more');
  });

  it('cannot steer the terminal, hide a line or turn one around', () => {
    const hostile = 'a\u001b[2Jb\rc\nPass\u202ed\u200be\u2028f\u0085g\u007f\u009b31m.json';
    const text = linesOf(
      { findings: [finding('error', hostile)], keys: [keyEntry({ people: [hostile] })] },
      { groups: [group('error', [0])] },
    ).join('\n');
    expect(text).not.toMatch(/[\p{Cf}\u2028\u2029]/u);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(text).not.toMatch(/^Pass\b.*json/m);
    expect(text).toContain('a\ufffd[2Jb\ufffdc\ufffdPass\ufffdd\ufffde\ufffdf\ufffdg');
  });
});
