import { describe, expect, test } from 'vitest';
import { chainColumns, commonNeed } from '../../../../renderer/screens/auditor/chain-columns.ts';
import { auditFail, auditPass } from '../../gallery/values/audit.ts';

const pass = chainColumns(auditPass.report);
const fail = chainColumns(auditFail.report);

describe('the columns of the chain picture', () => {
  test('stand one a root, in the order of the report', () => {
    expect(pass.map((column) => column.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(fail.map((column) => column.file)).toContain('7b.root.json');
    expect(fail).toHaveLength(auditFail.strands[0]!.cells.length);
  });

  test('only the last is the latest', () => {
    expect(pass.map((column) => column.newest).lastIndexOf(true)).toBe(8);
    expect(pass.filter((column) => column.newest)).toHaveLength(1);
  });

  test('count against the threshold: version 3 has exactly three', () => {
    expect(pass[2]?.own).toEqual({ count: 3, needed: 3, state: 'exactly' });
    expect(pass[2]?.before?.state).toBe('exactly');
    expect(pass[0]?.own.state).toBe('enough');
  });

  test('nothing before the first version says who had to sign it', () => {
    expect(pass[0]?.before).toBeNull();
  });

  test('too few are told', () => {
    const eight = fail.find((column) => column.version === 8);
    expect(eight?.before).toEqual({ count: 2, needed: 3, state: 'short' });
  });

  test('both roots of a forked version are marked', () => {
    expect(fail.filter((column) => column.forked).map((column) => column.file)).toEqual([
      '7.root.json',
      '7b.root.json',
    ]);
    expect(pass.some((column) => column.forked)).toBe(false);
  });

  test('the threshold that counts is the one of the version before', () => {
    const [one, two] = auditPass.report.roots;
    const report = { ...auditPass.report, roots: [{ ...one!, threshold: 5 }, two!] };
    expect(chainColumns(report)[1]?.before).toEqual({ count: 5, needed: 5, state: 'exactly' });
    expect(chainColumns(report)[1]?.own.needed).toBe(3);
  });

  test('say until when, in UTC, from times with offsets and nanoseconds', () => {
    const [one] = auditPass.report.roots;
    const late = { ...one!, expires: '2022-12-31T23:30:00.000000001-02:00' };
    const report = { ...auditPass.report, roots: [late] };
    expect(chainColumns(report)[0]?.until).toEqual({ month: 'Jan', year: '2023', expired: true });
  });

  test('a root has expired at the instant itself, and not before', () => {
    const [one] = auditPass.report.roots;
    const at = (asOf: string) =>
      chainColumns({
        ...auditPass.report,
        asOf,
        roots: [{ ...one!, expires: '2024-09-12T06:53:10Z' }],
      })[0]?.until.expired;
    expect(at('2024-09-12T06:53:09Z')).toBe(false);
    expect(at('2024-09-12T06:53:10Z')).toBe(true);
  });

  test('an expiry that cannot be read says so', () => {
    const [one] = auditPass.report.roots;
    const report = { ...auditPass.report, roots: [{ ...one!, expires: 'soon' }] };
    expect(chainColumns(report)[0]?.until).toEqual({
      month: 'not',
      year: 'readable',
      expired: false,
    });
  });
});

describe('the common threshold', () => {
  test('is said once where it never changed', () => {
    expect(commonNeed(pass.map((column) => column.before))).toBe(3);
  });

  test('is left to the cells where it did', () => {
    expect(commonNeed([pass[0]!.own, { count: 4, needed: 4, state: 'exactly' }])).toBeNull();
    expect(commonNeed([null])).toBeNull();
  });
});
