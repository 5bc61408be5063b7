import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { AuditError } from '../../src/audit/audit-error.ts';
import { verdictInstant } from '../../src/audit/verdict-instant.ts';
import { Instant } from '../../src/contract/values.ts';

/** What is said of a text: an instant in milliseconds, or the code of the error. */
function said(text: string): number | string {
  try {
    return verdictInstant(text).ms;
  } catch (error) {
    if (!(error instanceof AuditError) || error.hint === '') throw error;
    return error.code;
  }
}

it('is refused where no calendar or clock has it, though it is in form', () => {
  for (const text of [
    '2026-99-99T99:99:99Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
  ]) {
    expect(Instant.safeParse(text).success).toBe(true);
    expect(said(text)).toBe('audit.instant');
  }
  for (const text of ['', 'now', '2026-01-01', '2026-01-01T00:00:00', `2026${'0'.repeat(100_000)}`])
    expect(said(text)).toBe('audit.instant');
});

it('is read to the instant that it names, the leap day too', () => {
  expect(verdictInstant('2024-02-29T00:00:00Z').ms).toBe(Date.UTC(2024, 1, 29));
  expect(verdictInstant('2024-03-20T01:00:00+01:00').ms).toBe(Date.UTC(2024, 2, 20));
});

it('gives an instant or that one error for any text of the form that the page may send', () => {
  const form = fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  fc.assert(
    fc.property(form, (text) => {
      const is = said(text);
      const again = typeof is === 'number' ? new Date(is).toISOString().slice(0, 16) : is;
      expect([text.slice(0, 16), 'audit.instant']).toContain(again);
    }),
    { numRuns: 2000 },
  );
});
