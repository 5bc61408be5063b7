import type { Instant } from '../../src/encoding/instant.ts';
import { PrintError } from './print-error.ts';

/** As Skia writes them in the information dictionary, ISO 32000-1, section 7.9.4. */
const dates = /\/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)/g;

/**
 * The PDF with both its dates set to `at`, in UTC to the second. They have a fixed length, so nothing in it moves.
 * @throws PrintError `print.unknown-pdf` unless it is a PDF with exactly these two dates
 */
export function withDates(pdf: Uint8Array, at: Instant): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(pdf).toString('latin1');
  const found = [...text.matchAll(dates)];
  const names = found.map(([, name]) => name).join(' ');
  if (!text.startsWith('%PDF-1.') || names !== 'CreationDate ModDate') throw unknownPdf(names);
  const digits = new Date(at.ms).toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const bytes = Uint8Array.from(pdf);
  for (const { index, 0: whole } of found) {
    bytes.set(Buffer.from(digits, 'latin1'), index + whole.indexOf('D:') + 2);
  }
  return bytes;
}

function unknownPdf(found: string): PrintError {
  return new PrintError('print.unknown-pdf', 'the PDF is not as Chromium is known to make it', {
    expected: 'one date of creation and one of change',
    found: found === '' ? 'none' : found,
    hint: 'Keep the HTML file: it says the same. Report this version of Chromium.',
    notDone: ['No PDF was written'],
  });
}
