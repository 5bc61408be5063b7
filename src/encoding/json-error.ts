import { StationError } from './station-error.ts';

export type JsonErrorCode =
  | 'json.malformed'
  | 'json.duplicate-member'
  | 'json.unsafe-number'
  | 'json.too-deep'
  | 'json.too-large';

/** Where in a JSON text: line and column from 1, the column in characters; the path of the member, `$` for the whole. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** Raised for JSON that is not read: what is wrong, and where, to the character. */
export class JsonError extends StationError<JsonErrorCode> {
  readonly position: JsonPosition;

  constructor(
    code: JsonErrorCode,
    message: string,
    file: string,
    position: JsonPosition,
    details: { expected?: string; found?: string; hint?: string },
  ) {
    const member = position.path === '$' ? '' : `, in ${position.path}`;
    super(code, message, {
      hint: 'The file was damaged or edited by hand. Take it from its source again.',
      ...details,
      place: `${file}, line ${position.line}, column ${position.column}${member}`,
    });
    this.position = position;
  }
}
