import type { Instant } from '../../src/encoding/instant.ts';

export interface PrintOptions {
  /** Stands in the PDF as the time of its making, in UTC to the second: part of the document, never the clock. */
  readonly at: Instant;
  readonly signal?: AbortSignal;
}

/**
 * Prints one HTML file without scripts and without anything outside of it. The same text and instant give the same
 * bytes, for the same version of the printing program.
 * @throws PrintError; the reason of `signal`
 */
export type PrintPdf = (page: string, options: PrintOptions) => Promise<Uint8Array>;
