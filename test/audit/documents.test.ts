import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FindingCode, severities } from '../../src/audit/findings.ts';
import { compareText } from '../../src/audit/order.ts';
import { AuditReport } from '../../src/audit/report.ts';
import { cases } from './cases/all.ts';
import { examples } from './cases/examples.ts';
import { auditOf } from './made-files.ts';

const read = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../../docs', name), 'utf8');

describe('docs/audit-report.md', () => {
  it("has the schema of the program's own definition", () => {
    const [, schema = ''] = /```json\n([\s\S]*?)\n```/.exec(read('audit-report.md')) ?? [];
    expect(JSON.parse(schema)).toEqual(z.toJSONSchema(AuditReport));
    expect(JSON.parse(read('audit-report.schema.json'))).toEqual(z.toJSONSchema(AuditReport));
  });
});

describe('docs/findings.md', () => {
  const rows = [
    ...read('findings.md').matchAll(/^\| `([a-z.-]+)` +\| ([a-z, ]+) \| (.+) \| (.+) \|$/gm),
  ];

  it('has every code once, with the severities that it can have', () => {
    const documented = Object.fromEntries(
      rows.map(([, code = '', words = '']) => [code, words.trim().split(', ')]),
    );
    expect(documented).toEqual(severities);
    expect(rows).toHaveLength(Object.keys(severities).length);
  });

  it('has an example for every code: the smallest files, and what the station says of them', async () => {
    const [, section = ''] = read('findings.md').split(/^## Examples\n/m);
    const told = [...section.matchAll(/^\| `([a-z.-]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map(
      ([, code, files, says]) => `${code}: ${files}: ${says}`,
    );
    const expected: string[] = [];
    for (const [code, { provoked, question }] of Object.entries(cases)) {
      const { findings } = await auditOf(provoked, question);
      const message = findings.find((one) => one.code === code)?.message ?? '';
      expected.push(`${code}: ${examples[code as FindingCode]}: ${inTable(message)}`);
    }
    expect(told.toSorted(compareText)).toEqual(expected.toSorted(compareText));
  }, 120_000);
});

/** A table knows no line in a cell; a digest is another one each time. */
function inTable(message: string): string {
  return message.replaceAll('|', String.raw`\|`).replaceAll(/[0-9a-f]{64}/g, '…');
}
