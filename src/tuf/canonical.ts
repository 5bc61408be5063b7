import { type JsonObject, type JsonValue } from '../encoding/json.ts';
import { CanonicalWriter } from './canonical-writer.ts';
import { compareCodePoints } from './code-points.ts';
import { TufError } from './tuf-error.ts';

const deepest = 128;

/**
 * The bytes that TUF signs: OLPC canonical JSON in UTF-8 (TUF specification 1.0, section 4.2).
 * Members are sorted by code point, numbers are integers, nothing stands between the tokens, and in strings
 * only `"` and `\` are escaped: a line feed inside a PEM text stays a line feed.
 *
 * @throws TufError `tuf.canonical` for a fraction, an unsafe integer, half a character, or depth beyond 128
 */
export function canonicalBytes(value: JsonValue): Uint8Array<ArrayBuffer> {
  const writer = new CanonicalWriter();
  writeValue(writer, value, 0);
  return writer.bytes();
}

function writeValue(writer: CanonicalWriter, value: JsonValue, depth: number): void {
  if (typeof value === 'string') writer.string(value);
  else if (typeof value === 'number') writeInteger(writer, value);
  else if (value === null || typeof value === 'boolean') writer.ascii(String(value));
  else if (depth === deepest) throw notCanonical(`at most ${deepest} levels`, 'one more');
  else if (isArray(value)) writeArray(writer, value, depth + 1);
  else writeObject(writer, value, depth + 1);
}

function writeInteger(writer: CanonicalWriter, value: number): void {
  if (!Number.isSafeInteger(value)) {
    throw notCanonical('an integer up to 9007199254740991', 'another number');
  }
  // Minus zero is written as zero, as every other writer of this form does.
  writer.ascii(String(value === 0 ? 0 : value));
}

function writeArray(writer: CanonicalWriter, array: readonly JsonValue[], depth: number): void {
  writer.ascii('[');
  for (const [index, entry] of array.entries()) {
    if (index > 0) writer.ascii(',');
    writeValue(writer, entry, depth);
  }
  writer.ascii(']');
}

function writeObject(writer: CanonicalWriter, object: JsonObject, depth: number): void {
  let separator = '{';
  for (const [name, entry] of sortedEntries(object)) {
    writer.ascii(separator);
    writer.string(name);
    writer.ascii(':');
    writeValue(writer, entry, depth);
    separator = ',';
  }
  writer.ascii(separator === '{' ? '{}' : '}');
}

/** Most files are written in canonical order already, so that looking is cheaper than sorting. */
function sortedEntries(object: JsonObject): readonly (readonly [string, JsonValue])[] {
  const entries = Object.entries(object);
  let before: string | null = null;
  for (const [name] of entries) {
    if (before !== null && compareCodePoints(before, name) > 0) {
      return entries.toSorted(([left], [right]) => compareCodePoints(left, right));
    }
    before = name;
  }
  return entries;
}

function isArray(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function notCanonical(expected: string, found: string): TufError {
  return new TufError('tuf.canonical', 'the value has no canonical form', {
    expected,
    found,
    hint: 'Signed metadata holds text, whole numbers, true, false, null, lists and objects. Take the file from its source again.',
    notDone: ['Nothing was signed.'],
  });
}
