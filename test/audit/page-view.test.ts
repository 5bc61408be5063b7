import { describe, expect, it } from 'vitest';
import { pageView } from '../../src/audit/page-view.ts';
import { findingGroups } from '../../src/audit/groups.ts';
import type { AuditReport, Finding } from '../../src/audit/report.ts';
import { auditView } from '../../src/audit/view.ts';
import { AuditView } from '../../src/contract/audit.ts';
import { MAX_FRAME } from '../../src/contract/frame.ts';
import { auditOf, below, repository } from './made-files.ts';

const plain = await auditOf(repository());
const view = (report: AuditReport) =>
  pageView(auditView(report, { filesRead: 1, secondOpinion: true }));
const page = (report: AuditReport) =>
  AuditView.parse({ ...view(report), asked: 'Home.', behind: [] });
const finding = (code: string, more: Partial<Finding> = {}): Finding => ({
  code,
  severity: 'info',
  subject: 'a.json',
  message: 'something is odd',
  hint: 'Nothing.',
  data: {},
  ...more,
});
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('a view for the page', () => {
  it('of a usual audit is the whole view', () => {
    const whole = auditView(plain, { filesRead: 1, secondOpinion: true });
    const { cut, ...shown } = view(plain);
    expect(cut).toBe('');
    expect(shown).toEqual({
      ...whole,
      groups: whole.groups.map((group) => ({ ...group, more: 0 })),
    });
  });

  it('holds a hundred findings of a kind, says how many more there are, and points to the right ones', () => {
    const findings = [
      ...many(3000, (at) => finding('file.ignored', { subject: `${at}.txt` })),
      finding('signature.empty', { subject: 'last.json' }),
    ];
    const shown = page({ ...plain, findings });
    expect(shown.report.findings).toHaveLength(101);
    expect(
      shown.groups.map(({ code, findings: indexes, more }) => [code, indexes.length, more]),
    ).toEqual([
      ['file.ignored', 100, 2900],
      ['signature.empty', 1, 0],
    ]);
    const [last] = shown.groups.at(-1)?.findings ?? [];
    expect(shown.report.findings[last ?? 0]?.subject).toBe('last.json');
  });

  it('holds the newest roots, and the strands of these', async () => {
    const [root] = plain.roots;
    const roots = many(140, (at) => ({ ...root!, version: at + 1, file: `${at + 1}.root.json` }));
    const keys = plain.keys.map((key) => ({
      ...key,
      rootVersions: roots.map(({ version }) => version),
    }));
    const shown = page({ ...plain, roots, keys });
    expect(shown.report.roots.map(({ version }) => version)).toEqual(many(100, (at) => at + 41));
    expect(shown.strands.every(({ cells }) => cells.length === 100)).toBe(true);
    expect(shown.cut).toBe(
      'This page shows the newest 100 of 140 roots. The saved report has all.',
    );
  });

  it('fits into one answer, however long names, sentences and details are', () => {
    const long = 'x'.repeat(200_000);
    const findings = many(60, (kind) =>
      many(100, () =>
        finding(`odd.kind-${kind}`, { subject: long, message: long, data: { long } }),
      ),
    ).flat();
    const shown = page({ ...plain, findings });
    expect(JSON.stringify(shown).length).toBeLessThan(MAX_FRAME);
    expect(shown.report.findings.length).toBeGreaterThan(100);
    const told = shown.groups.reduce((sum, { findings: few, more }) => sum + few.length + more, 0);
    expect(told).toBe(6000);
  });

  it('says that the page cannot hold all keys', () => {
    const [key] = plain.keys;
    const keys = many(300, (at) => ({ ...key!, spkiSha256: at.toString(16).padStart(64, '0') }));
    const shown = page({ ...plain, keys });
    expect(shown.strands).toHaveLength(200);
    expect(shown.cut).toContain('200 of 300 keys');
  });

  it('never splits a character in two', () => {
    const name = `${'a'.repeat(1998)}👍👍`;
    const [shown] = page({ ...plain, findings: [finding('file.ignored', { subject: name })] })
      .report.findings;
    expect(shown?.subject).toBe(`${'a'.repeat(1998)}…`);
  });
});

it('the groups of a report are those of the program', async () => {
  const report = await auditOf(below('somewhere', repository()));
  expect(view(report).groups.map(({ code }) => code)).toEqual(
    findingGroups(report).map(({ code }) => code),
  );
});
