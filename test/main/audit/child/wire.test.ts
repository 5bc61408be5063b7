import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerLines } from '../../../../main/audit/child/lines.ts';
import { FailureCode } from '../../../../main/audit/child/wire.ts';
import type { AuditReport } from '../../../../src/audit/report.ts';
import { answerTo } from './said-child.ts';

const sha256 = 'ab'.repeat(32);
const finding = (severity: 'error' | 'warning') => ({
  code: 'root.fork',
  severity,
  subject: '1.root.json',
  message: 'two of them',
  hint: 'Ask who signed.',
  data: {},
});
const report: AuditReport = {
  format: 'station-audit/1',
  asOf: '2026-06-01T00:00:00Z',
  verdict: 'fail',
  roots: [],
  keys: [
    {
      spkiSha256: sha256,
      keyids: ['k'],
      serials: [],
      people: [],
      rootVersions: [],
      attestation: 'none',
    },
  ],
  attestations: [],
  findings: [finding('error'), finding('warning')],
};
const files = [
  { path: 'a', length: 3, sha256, place: { kind: 'file', path: '/a' } as const },
  {
    path: 'b',
    length: 4,
    sha256,
    place: { kind: 'object', repository: '/r', oid: 'c'.repeat(40) } as const,
  },
];
const lines = [...answerLines({ report, filesRead: 2, files })];
const garbage = { code: 'audit.process-answer', notDone: ['No verdict was given'] };
const none = { code: 'audit.process-ended', notDone: ['No verdict was given'] };
const end = (change: object) => JSON.stringify({ ...JSON.parse(lines.at(-1) ?? ''), ...change });

describe('the answer of the process that audits', () => {
  it('is taken when it is whole', async () => {
    const told: unknown[] = [];
    const progress = { done: 1, total: null, doing: 'Read the files' };
    const { verdict, child } = await answerTo(
      [JSON.stringify({ kind: 'progress', ...progress }), ...lines],
      (value) => told.push(value),
    );
    expect(verdict.report).toEqual(report);
    expect(verdict.files.marks.get('b')).toEqual({ length: 4, sha256 });
    expect(verdict.files.where.get('b')).toEqual(files[1]?.place);
    expect(told).toEqual([progress]);
    expect(child.killed).toBe(1);
  });

  it('is none where a line is missing, comes twice, or its end', async () => {
    expect(lines.length).toBe(4);
    for (const index of lines.keys()) {
      const without = lines.toSpliced(index, 1);
      const expected = index === lines.length - 1 ? none : garbage;
      await expect(answerTo(without)).rejects.toMatchObject(expected);
    }
    for (const line of lines.slice(0, -1))
      await expect(answerTo([line, ...lines])).rejects.toMatchObject(garbage);
    await expect(answerTo([])).rejects.toMatchObject(none);
  });

  it('is none where its verdict is not what its findings make it', async () => {
    await expect(answerTo([...lines.slice(0, -1), end({ verdict: 'pass' })])).rejects.toMatchObject(
      garbage,
    );
    const clean = { ...report, verdict: 'fail' as const, findings: [finding('warning')] };
    await expect(
      answerTo([...answerLines({ report: clean, filesRead: 2, files })]),
    ).rejects.toMatchObject(garbage);
  });

  it.each([
    ['no JSON', 'verified'],
    ['another kind', JSON.stringify({ kind: 'verdict', verdict: 'pass' })],
    ['a member more', end({ note: 'pass' })],
    ['a count below nothing', end({ filesRead: -1 })],
    [
      'a severity that there is not',
      JSON.stringify({ kind: 'findings', items: [{ ...finding('error'), severity: 'none' }] }),
    ],
    [
      'a digest that is none',
      JSON.stringify({ kind: 'files', items: [{ ...files[0], sha256: 'AB' }] }),
    ],
    [
      'an object that Git does not have',
      JSON.stringify({
        kind: 'files',
        items: [{ ...files[0], place: { kind: 'object', repository: '/r', oid: '-x' } }],
      }),
    ],
    [
      'a failure with a code of its own',
      JSON.stringify({
        kind: 'failure',
        code: 'root.trusted',
        message: '',
        expected: null,
        found: null,
        place: null,
        hint: '',
      }),
    ],
    [
      'a progress without an end',
      JSON.stringify({ kind: 'progress', done: 1, total: 1, doing: 'x'.repeat(201) }),
    ],
  ])('is none with %s', async (_, line) => {
    await expect(answerTo([line, ...lines])).rejects.toMatchObject(garbage);
  });

  it('is never a verdict, whatever it says instead', async () => {
    const kinds = fc.constantFrom('end', 'files', 'findings', 'roots', 'progress', 'failure');
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .tuple(kinds, fc.dictionary(fc.string(), fc.jsonValue()))
        .map(([kind, rest]) => JSON.stringify({ ...rest, kind })),
      fc.constantFrom(...lines.slice(0, -1)),
      fc.constant(end({ verdict: 'pass' })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 6 }), async (said) => {
        await expect(answerTo(said)).rejects.toMatchObject({ name: 'ChildAuditError' });
      }),
      { numRuns: 150 },
    );
  });

  it('counts for nothing after its end', async () => {
    const { verdict } = await answerTo([...lines, 'garbage', ...lines]);
    expect(verdict.report).toEqual(report);
  });

  it.each(FailureCode.options)('is %s where the child says so', async (code) => {
    const words = { message: 'm', expected: 'e', found: null, place: 'p', hint: 'h' };
    const said = JSON.stringify({ kind: 'failure', code, ...words });
    await expect(answerTo([said, ...lines])).rejects.toMatchObject({
      code,
      message: 'm',
      expected: 'e',
      found: undefined,
      place: 'p',
      hint: 'h',
    });
  });
});

describe('the lines of an answer', () => {
  it('hold about a mebibyte each, and everything in its order', async () => {
    const findings = Array.from({ length: 3000 }, (_, index) => ({
      ...finding('error'),
      subject: `${index} ${'ä'.repeat(500)}`,
    }));
    const many = [...answerLines({ report: { ...report, findings }, filesRead: 2, files })];
    expect(many.length).toBeGreaterThan(4);
    for (const line of many) expect(Buffer.byteLength(line)).toBeLessThan(1.1 * 1024 * 1024);
    const { verdict } = await answerTo(many);
    expect(verdict.report.findings).toEqual(findings);
  });

  it.each([
    ['one finding alone is longer than a line', [32]],
    ['all of them are more than the station takes', [25, 25, 25, 25, 25, 25]],
  ])('end with a typed error where %s', (_, mebibytes) => {
    const findings = mebibytes.map((size) => ({
      ...finding('error'),
      message: 'x'.repeat(size * 1024 * 1024),
    }));
    expect(() => [
      ...answerLines({ report: { ...report, findings }, filesRead: 2, files }),
    ]).toThrow(expect.objectContaining({ code: 'audit.report-too-large' }));
  });
});
