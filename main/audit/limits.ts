/** Bounds for what one audit reads, so that a hostile or wrong folder cannot exhaust the machine. */
export interface Limits {
  readonly files: number;
  readonly depth: number;
  /** Of one file. One more byte is read, so that whoever parses it sees that it is too large. */
  readonly fileBytes: number;
  readonly totalBytes: number;
}

export const limits: Limits = {
  files: 100_000,
  depth: 64,
  fileBytes: 16 * 1024 * 1024,
  totalBytes: 16 * 1024 * 1024 * 1024,
};
