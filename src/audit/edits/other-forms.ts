import { jcs } from '../../encoding/jcs.ts';
import type { JsonValue } from '../../encoding/json.ts';
import { utf8 } from '../../encoding/utf8.ts';
import { canonicalBytes } from '../../tuf/canonical.ts';

/** Forms in which other programs write the same content before they sign it. */
export const forms: readonly {
  name: string;
  words: string;
  write: (value: JsonValue) => Uint8Array;
}[] = [
  { name: 'rfc-8785', words: 'in the form of RFC 8785', write: (value) => jcs(value) },
  {
    name: 'html-escaped',
    words: 'in the form that Go writes, with escapes for HTML',
    write: (value) => utf8(htmlEscaped(new TextDecoder().decode(jcs(value)))),
  },
  {
    name: 'order-of-the-file',
    words: 'in the order of the file, without white space',
    write: (value) => utf8(JSON.stringify(value)),
  },
  {
    name: 'final-line-end',
    words: 'in canonical form with a line end after it',
    write: (value) => utf8(`${new TextDecoder().decode(canonicalBytes(value))}\n`),
  },
];

function htmlEscaped(text: string): string {
  return text.replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
