import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditReport } from '../../src/audit/report.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { fixture } from './cases/evidence.ts';
import { auditOf, repository, root } from './made-files.ts';

describe('hostile files', () => {
  const sources = [
    repository({ '2.root.json': root({ version: 2 }) }),
    {
      'keys/13078778/13078778_key_cert.pem': fixture(
        'ceremony/2021-06-18/keys/13078778/13078778_key_cert.pem',
      ),
    },
  ];

  it('give findings or a typed error, never another one', async () => {
    const change = fc.record({
      source: fc.nat({ max: sources.length - 1 }),
      file: fc.nat({ max: 20 }),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.boolean(),
      byte: fc.integer({ min: 0, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ source, file: index, at, cut, byte }) => {
        const files = Object.entries(sources[source] ?? {});
        const [path, bytes] = files[index % files.length] ?? ['', new Uint8Array()];
        const position = Math.floor(at * bytes.length);
        const changed = cut ? bytes.slice(0, position) : bytes.with(position % bytes.length, byte);
        const outcome: unknown = await auditOf({
          ...Object.fromEntries(files),
          [path]: changed,
        }).catch((error: unknown) => error);
        const read = AuditReport.safeParse(outcome);
        expect(read.success || outcome instanceof StationError).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it('cannot put their own member names into the report', async () => {
    const report = await auditOf({
      '1.root.json': utf8(
        JSON.stringify({ signatures: [], signed: { ['__proto__x'.repeat(2000)]: 1 } }),
      ),
    });
    expect(JSON.stringify(report).length).toBeLessThan(5000);
  });
});
