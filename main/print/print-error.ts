import { StationError } from '../../src/encoding/station-error.ts';

export type PrintErrorCode =
  /** Nothing on this machine can make a PDF. */
  | 'print.no-chromium'
  /** The printing program ended, did not answer, or took too long. */
  | 'print.failed'
  /** What came back is not a PDF as it is known: its dates were not found. */
  | 'print.unknown-pdf';

/** A PDF could not be made. HTML and JSON of the same document need no printer. */
export class PrintError extends StationError<PrintErrorCode> {}
