import { JsonReader } from './json-reader.ts';

export { JsonError, type JsonErrorCode, type JsonPosition } from './json-error.ts';

export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
/** Without a prototype when it comes from `parseJson`: `__proto__` is a member like any other. */
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

export interface JsonLimits {
  /** Most bytes of the text; 16 MiB unless said otherwise. */
  readonly bytes?: number;
  /** Most arrays and objects inside each other; 64 unless said otherwise. */
  readonly depth?: number;
  /** Refuse every number that is not written as an integer. */
  readonly integersOnly?: boolean;
}

/**
 * Reads JSON (RFC 8259) the strict way: what two readers could understand differently is refused.
 * UTF-8 without a byte order mark, no member twice, no number that changes when it is read
 * (integers beyond 2^53 - 1, too large, too small, minus zero), no half characters, bounded depth and size.
 *
 * @param bytes the whole text
 * @param place the name of the file, for errors
 * @throws JsonError with line, column and member path
 */
export function parseJson(bytes: Uint8Array, place: string, limits: JsonLimits = {}): JsonValue {
  return new JsonReader(bytes, place, limits).readText();
}

/** True for an object, false for null, arrays and everything else. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an array. */
export function isJsonArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}
