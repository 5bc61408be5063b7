import { describe, expect, it } from 'vitest';
import { withDates } from '../../../main/print/pdf-dates.ts';
import { parseInstant } from '../../../src/encoding/instant.ts';

const at = parseInstant('2024-03-20T14:05:09.75+02:00');
const made = (dates: string): Buffer =>
  Buffer.from(`%PDF-1.4\n\u00ff\n<</Title (x)\n${dates}>>\n%%EOF\n`, 'latin1');
const both = "/CreationDate (D:20261126110635+00'00')\n/ModDate (D:20261126110636+00'00')";

describe('the dates of a PDF', () => {
  it('are the instant in UTC, and nothing else changes', () => {
    const before = made(both);
    const after = Buffer.from(withDates(before, at)).toString('latin1');
    expect(after).toBe(before.toString('latin1').replaceAll(/D:\d{14}/g, 'D:20240320120509'));
  });

  it('leaves what it was given as it was', () => {
    const before = made(both);
    const copy = Buffer.from(before);
    withDates(before, at);
    expect(before.equals(copy)).toBe(true);
  });

  it.each([
    ['no dates', made('')],
    ['one date', made("/ModDate (D:20261126110635+00'00')")],
    ['a date twice', made(`${both} ${both}`)],
    ['another form of date', made(both.replaceAll("+00'00'", 'Z'))],
    ['no PDF', Buffer.from(both)],
    ['nothing', Buffer.alloc(0)],
  ])('with %s is refused', (_what, bytes) => {
    expect(() => withDates(bytes, at)).toThrow(
      expect.objectContaining({ code: 'print.unknown-pdf', notDone: ['No PDF was written'] }),
    );
  });
});
