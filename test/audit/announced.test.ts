import { describe, expect, it } from 'vitest';
import { leadOf } from '../../src/audit/view.ts';
import { marked, realPlan, rehearsed } from './cases/rehearsals.ts';
import { auditOf, below, codesOf, file, online, role, type Files } from './made-files.ts';

const first = rehearsed(1);
const second = rehearsed(2);
const errorsOf = async (files: Files): Promise<string[]> =>
  (await auditOf(files)).findings
    .filter(({ code }) => code.startsWith('rehearsal.') && code !== 'rehearsal.practice')
    .map(({ code, subject }) => `${code} ${subject}`);

describe('metadata of a rehearsal', () => {
  it('passes with the plan of that rehearsal, and the report says what it is', async () => {
    const report = await auditOf({ 'ceremony.yaml': first, '1.root.json': marked(first) });
    expect(report.verdict).toBe('pass');
    expect(codesOf(report)).toContain('rehearsal.practice');
    expect(leadOf(report, [], false)).toBe(
      'One root, signed by enough keyholders of its own. It is a rehearsal: none of it counts.',
    );
  });

  it('may bring earlier versions along, with the marks of earlier plans', async () => {
    const files = { 'ceremony.yaml': second, 'repository/1.root.json': marked(first) };
    expect(await errorsOf(files)).toEqual([]);
  });

  it.each<readonly [string, Files]>([
    ['alone', {}],
    ['with a plan that counts', { 'ceremony.yaml': realPlan }],
    ['with another rehearsal of this version', { 'ceremony.yaml': changed(first) }],
    ['with a plan that nobody can read', { 'ceremony.yaml': Buffer.from('title: Roots\n') }],
    ['with the rehearsal of another version in a folder beside it', { 'b/ceremony.yaml': second }],
  ])('fails %s', async (_, files) => {
    expect(await errorsOf({ ...files, '1.root.json': marked(first) })).toEqual([
      'rehearsal.not-announced 1.root.json',
    ]);
  });

  it('is known in a folder of its own among others', async () => {
    const files = {
      ...below('practice', { 'ceremony.yaml': first, '1.root.json': marked(first) }),
      ...below('stray', { '1.root.json': marked(second) }),
    };
    expect(await errorsOf(files)).toEqual(['rehearsal.not-announced stray/1.root.json']);
  });

  it('is looked for in every role, also without a root', async () => {
    const mark = { 'x-rehearsal': 'ab'.repeat(32) };
    const files = { 'timestamp.json': file(role('timestamp', 1, mark), [online]) };
    expect(await errorsOf(files)).toEqual(['rehearsal.not-announced timestamp.json']);
    expect(await errorsOf({ ...files, 'ceremony.yaml': first })).toEqual([]);
  });

  it('is looked for in the root that the auditor trusts', async () => {
    const report = await auditOf(
      { '2.root.json': marked(second, 2) },
      { trustedRoot: { path: 'trusted.json', bytes: marked(first) } },
    );
    const subjects = report.findings
      .filter(({ code }) => code === 'rehearsal.not-announced')
      .map(({ subject }) => subject);
    expect(subjects).toEqual(['2.root.json', 'trusted.json']);
  });
});

function changed(plan: Uint8Array): Uint8Array {
  const text = Buffer.from(plan).toString();
  return Buffer.from(text.replace('Root signing 16', 'Root signing 17'));
}

const missing = async (files: Files) =>
  (await auditOf(files)).findings
    .filter(({ code }) => code === 'transcript.missing')
    .map(({ subject, data }) => [subject, data['file']]);

describe('the record of a ceremony', () => {
  const marks = marked(second, 2);

  it('is missed where a plan lies with its root, staged or published, and nowhere else', async () => {
    for (const place of ['repository/2.root.json', 'staged/root.json'])
      expect(await missing({ 'ceremony.yaml': second, [place]: marks })).toEqual([
        ['ceremony.yaml', place],
      ]);
    expect(await missing({ 'ceremony.yaml': second, '1.root.json': marked(first) })).toEqual([]);
    expect(await missing({ 'a/ceremony.yaml': second, 'b/2.root.json': marks })).toEqual([]);
    expect(
      await missing({ 'ceremony.yaml': Buffer.from('title: Roots\n'), '2.root.json': marks }),
    ).toEqual([]);
  });

  it('is there, whatever is wrong with it', async () => {
    const files = { 'ceremony.yaml': second, 'repository/2.root.json': marks };
    expect(await missing({ ...files, 'transcript.jsonl': Buffer.from('{') })).toEqual([]);
  });
});
