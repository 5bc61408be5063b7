import { describe, expect, it } from 'vitest';
import { compareFindings, comparePaths } from '../../src/audit/order.ts';
import type { Finding } from '../../src/audit/report.ts';
import { reportText } from '../../src/audit/text.ts';
import { auditView } from '../../src/audit/view.ts';
import { count, dayInWords, listed, numberWord, ranges } from '../../src/audit/words.ts';
import {
  ada,
  asOf,
  auditOf,
  below,
  ben,
  cleo,
  dora,
  earlier,
  file,
  online,
  repository,
  role,
  root,
} from './made-files.ts';

describe('words', () => {
  it.each([
    [[], ''],
    [[3], '3'],
    [[5, 9], '5 and 9'],
    [[1, 2, 3, 4], '1 to 4'],
    [[1, 2], '1 and 2'],
    [[1, 2, 3, 7, 9, 10], '1 to 3, 7, 9 and 10'],
  ])('ranges of %j are %j', (numbers, text) => {
    expect(ranges(numbers)).toBe(text);
  });

  it('count in words up to twelve', () => {
    expect([0, 1, 2, 12, 13].map((number) => count(number, 'root'))).toEqual([
      'no roots',
      'one root',
      'two roots',
      'twelve roots',
      '13 roots',
    ]);
    expect(numberWord(1000)).toBe('1000');
  });

  it('list with one and', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it('name a day in UTC', () => {
    expect(dayInWords(Date.UTC(2024, 2, 20, 23, 59))).toBe('20 March 2024');
  });
});

const one = (severity: Finding['severity'], code: string, subject: string): Finding => ({
  severity,
  code,
  subject,
  message: '',
  hint: '',
  data: {},
});

describe('order', () => {
  it('counts in paths as people do', () => {
    const paths = ['10.root.json', '2.root.json', 'a/1.root.json', '1.root.json', 'a/09', 'a/9'];
    expect(paths.toSorted(comparePaths)).toEqual([
      '1.root.json',
      '2.root.json',
      '10.root.json',
      'a/1.root.json',
      'a/9',
      'a/09',
    ]);
  });

  it('puts findings by severity, code and subject', () => {
    const ordered = [
      one('error', 'root.fork', 'z'),
      one('warning', 'key.keyid-mismatch', 'a'),
      one('warning', 'signature.invalid', 'a'),
      one('warning', 'signature.invalid', 'b'),
      one('info', 'file.ignored', 'a'),
    ];
    expect(ordered.toReversed().toSorted(compareFindings)).toEqual(ordered);
  });
});

const lead = async (files: Parameters<typeof auditOf>[0], at = asOf) => {
  const report = await auditOf(files, { asOf: at });
  return auditView(report, { filesRead: Object.keys(files).length, secondOpinion: true });
};

describe('what a view says first', () => {
  it('of a failure: the worst, and how many more', async () => {
    const { headline, lead: first } = await lead(
      repository({ '1.root.json': root({ version: 1, expires: earlier }, [ada]) }),
    );
    expect(headline).toBe('Fail, as of 1 June 2026');
    expect(first).toBe('Root 1 is the newest here and has expired. One other matter stops it too.');
  });

  it('of one root alone', async () => {
    const view = await lead({ '1.root.json': root({ version: 1 }) });
    expect([view.name, view.lead, view.footer]).toEqual([
      'Root 1',
      'One root, signed by enough keyholders of its own. Two implementations agree.',
      '1 file read. None of 3 keys has evidence.',
    ]);
  });

  it('of first roots of several repositories, which follow nothing', async () => {
    const view = await lead({
      ...below('ours', { '1.root.json': root({ version: 1 }) }),
      ...below('theirs', { '1.root.json': root({ version: 1, keys: [dora, online] }) }),
    });
    expect(view.lead).toBe(
      'Two roots, each signed by enough keyholders of its own. Two implementations agree.',
    );
  });

  it('of what still waits for signatures', async () => {
    const two = { version: 2, keys: [ada, ben, dora] };
    const view = await lead({
      '1.root.json': root({ version: 1 }),
      ...below('staged', { '2.root.json': root(two, [ada]) }),
    });
    expect(view.lead).toBe(
      'One root, signed by enough keyholders of its own. One that is staged still waits for signatures. Two implementations agree.',
    );
    const only = await lead(below('staged', { '2.root.json': root(two, []) }));
    expect(only.lead).toMatch(/^Staged only\. Its signatures are still to come\./);
  });

  it('of metadata without a root', async () => {
    const view = await lead({ 'targets.json': file(role('targets', 1), [cleo]) });
    expect([view.name, view.lead]).toEqual([
      'Metadata',
      'Every file could be read. Without a root, nothing says who may sign them.',
    ]);
  });

  it('prints nothing that could steer a terminal', async () => {
    const view = await lead({ ...repository(), 'a\u001b[31m\u202eb.txt': new Uint8Array() });
    expect(reportText(view)).not.toContain('\u001b');
    expect(reportText(view)).not.toContain('\u202e');
    expect(reportText(view)).toContain('a\uFFFD[31m\uFFFDb.txt');
  });
});
