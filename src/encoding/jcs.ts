import canonicalize from 'canonicalize';
import type { JsonValue } from './json.ts';
import { utf8 } from './utf8.ts';

/**
 * The canonical form of RFC 8785 (JSON Canonicalization Scheme) as UTF-8.
 * For the station's own records. Never for the signed part of TUF metadata: that has another form.
 */
export function jcs(value: JsonValue): Uint8Array<ArrayBuffer> {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('a JSON value always has a canonical form');
  return utf8(text);
}
