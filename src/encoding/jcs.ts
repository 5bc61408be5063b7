import canonicalize from 'canonicalize';
import { EncodingError } from './encoding-error.ts';
import type { JsonValue } from './json.ts';
import { utf8 } from './utf8.ts';

/**
 * The canonical form of RFC 8785 (JSON Canonicalization Scheme) as UTF-8.
 * For the station's own records. Never for the signed part of TUF metadata: that has another form.
 * @throws EncodingError `encoding.jcs` for a value that has no such form: NaN, an infinity, half a character
 */
export function jcs(value: JsonValue): Uint8Array<ArrayBuffer> {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (cause) {
    throw noCanonicalForm(cause);
  }
  if (text === undefined) throw noCanonicalForm();
  return utf8(text);
}

function noCanonicalForm(cause?: unknown): EncodingError {
  return new EncodingError('encoding.jcs', 'the value has no canonical form', {
    expected: 'finite numbers and whole characters',
    hint: 'The value was made by a program that does not check it. Report this as a defect.',
    cause,
  });
}
