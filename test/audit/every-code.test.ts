import { describe, expect, it } from 'vitest';
import { type FindingCode, severities } from '../../src/audit/findings.ts';
import { AuditReport, type Finding } from '../../src/audit/report.ts';
import { cases } from './cases/all.ts';
import { auditOf } from './made-files.ts';

const of = (findings: readonly Finding[], code: string): Finding[] =>
  findings.filter((finding) => finding.code === code);

describe.each(Object.entries(cases))(
  '%s',
  (code, { provoked, quiet, question, quietQuestion, says }) => {
    it('is found where it is', async () => {
      const report = await auditOf(provoked, question);
      const found = of(report.findings, code);
      expect(found).not.toEqual([]);
      expect(found[0]).toMatchObject(says);
      expect(severities[code as FindingCode]).toContain(found[0]?.severity);
      expect(report.verdict).toBe(
        report.findings.some(({ severity }) => severity === 'error') ? 'fail' : 'pass',
      );
      expect(AuditReport.parse(report)).toEqual(report);
    });

    it('is not found where it is not', async () => {
      const report = await auditOf(quiet, { ...question, ...quietQuestion });
      expect(of(report.findings, code)).toEqual([]);
    });
  },
);

describe('sentences of findings', () => {
  it('are clauses without a full stop, with a hint that has one', async () => {
    for (const { provoked, question } of Object.values(cases)) {
      const { findings } = await auditOf(provoked, question);
      for (const { message, hint } of findings) {
        expect(message).toMatch(/^\S.*[^.\s]$/);
        expect(hint).toMatch(/^[A-Z].*\.$/);
        expect(`${message} ${hint}`).not.toMatch(/\b(?:oops|successfully|please|fatal|abort)\b/i);
        expect(`${message} ${hint}`).not.toMatch(
          /undefined|(?<!that are )null\b(?! in place| where)|NaN|\[object/,
        );
      }
    }
  });
});
