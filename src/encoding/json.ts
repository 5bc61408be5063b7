import { JsonReader } from './json-reader.ts';

export { JsonError, type JsonErrorCode } from './json-error.ts';
export type { JsonPosition } from './json-position.ts';

export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
/** It inherits nothing when it comes from `parseJson`: `__proto__` is a member like any other. */
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

export interface JsonLimits {
  /** Most bytes of the text; 16 MiB unless said otherwise. */
  readonly bytes?: number;
  /** Most arrays and objects inside each other; 64 unless said otherwise. */
  readonly depth?: number;
  /** Most values, since a small text can stand for very many; a million unless said otherwise. */
  readonly values?: number;
  /** Refuse every number that is not written as an integer. */
  readonly integersOnly?: boolean;
}

const usualLimits: Required<JsonLimits> = {
  bytes: 16 * 1024 * 1024,
  depth: 64,
  values: 1_000_000,
  integersOnly: false,
};

/**
 * Reads JSON (RFC 8259) the strict way: what two readers could understand differently is refused.
 * UTF-8 without a byte order mark, no member twice, no number that changes when it is read
 * (beyond 2^53 - 1, too small, minus zero), no half characters, bounded depth and size.
 *
 * @param bytes the whole text
 * @param place the name of the file, for errors
 * @throws JsonError with line, column and member path
 */
export function parseJson(bytes: Uint8Array, place: string, limits: JsonLimits = {}): JsonValue {
  return new JsonReader(bytes, place, { ...usualLimits, ...limits }).readText();
}

/** True for an object, false for null, arrays and everything else. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an array. */
export function isJsonArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}
