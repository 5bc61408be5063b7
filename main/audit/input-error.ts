import { StationError } from '../../src/encoding/station-error.ts';

/**
 * `input.missing`: a path does not exist; `input.unreadable`: it, or something below it, cannot be read;
 * `input.too-much`: more files or bytes than an audit takes; `input.no-repository`: no Git repository that can be read;
 * `input.git`: Git gave no answer; `input.not-one-file`: a folder where one file was asked for.
 */
export type InputErrorCode =
  | 'input.missing'
  | 'input.unreadable'
  | 'input.too-much'
  | 'input.no-repository'
  | 'input.git'
  | 'input.not-one-file';

/** Raised when the files to audit cannot all be read. A verdict on a part of them would mislead. */
export class InputError extends StationError<InputErrorCode> {}
