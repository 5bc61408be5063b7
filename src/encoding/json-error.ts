import type { JsonPosition } from './json-position.ts';
import { StationError } from './station-error.ts';

export type JsonErrorCode =
  | 'json.malformed'
  | 'json.duplicate-member'
  | 'json.unsafe-number'
  | 'json.too-deep'
  | 'json.too-large';

/** Raised for JSON that is not read: what is wrong, and where, to the character. */
export class JsonError extends StationError<JsonErrorCode> {
  readonly position: JsonPosition;

  constructor(
    code: JsonErrorCode,
    message: string,
    file: string,
    position: JsonPosition,
    details: { readonly expected: string; readonly found: string },
  ) {
    const member = position.path === '$' ? '' : `, in ${position.path}`;
    super(code, message, {
      ...details,
      hint: 'The file was damaged or edited by hand. Take it from its source again.',
      place: `${file}, line ${position.line}, column ${position.column}${member}`,
    });
    this.position = position;
  }
}
