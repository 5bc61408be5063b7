import { StationError } from '../../src/encoding/station-error.ts';

/**
 * `input.missing`: a path does not exist; `input.unreadable`: it, or something below it, cannot be read;
 * `input.too-much`: more files or bytes than an audit takes.
 */
export type InputErrorCode = 'input.missing' | 'input.unreadable' | 'input.too-much';

/** Raised when the files to audit cannot all be read. A verdict on a part of them would mislead. */
export class InputError extends StationError<InputErrorCode> {}
