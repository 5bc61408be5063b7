import { parseInstant } from '../../src/encoding/instant.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { reportPage } from '../../src/audit/report-page.ts';
import type { ReportView } from '../../src/audit/view.ts';
import { chromiumPrinter } from '../print/chromium.ts';
import { packedFonts } from '../print/fonts.ts';
import { writeNewFile } from './new-file.ts';

export interface ReportFiles {
  /** Paths of the new files; undefined for one that is not wanted. */
  readonly html: string | undefined;
  readonly pdf: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Writes the report for people. The PDF bears the instant of the verdict, so the same report gives the same bytes.
 * @throws FolderError `folder.exists` for a file with other bytes; PrintError
 */
export async function writeReports(
  view: ReportView,
  { html, pdf, signal }: ReportFiles,
): Promise<void> {
  if (html !== undefined) await writeNewFile(html, reportHtml(view));
  if (pdf !== undefined) await writeNewFile(pdf, await reportPdf(view, signal));
}

/** The report as one HTML file, in UTF-8, with the packed fonts. */
export function reportHtml(view: ReportView): Uint8Array {
  return utf8(reportPage(view, packedFonts()));
}

/** The PDF of the same page. @throws PrintError; the reason of `signal` */
export async function reportPdf(view: ReportView, signal: AbortSignal): Promise<Uint8Array> {
  const page = reportPage(view, packedFonts());
  return chromiumPrinter()(page, { at: parseInstant(view.report.asOf), signal });
}
