import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { severities } from '../../src/audit/findings.ts';
import { AuditReport } from '../../src/audit/report.ts';

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
});
