const quote = 0x22;
const backslash = 0x5c;

/** The first thing that is wrong with a string, and where: units of the text before it. */
export type StringFault =
  | { readonly kind: 'malformed'; readonly at: number; readonly expected: string }
  | { readonly kind: 'half-character'; readonly at: number };

/**
 * The first quote that no backslash escapes; below zero if there is none.
 * @param from the place behind the opening quote
 */
export function closingQuote(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let start = end;
    while (start > from && text.charCodeAt(start - 1) === backslash) start -= 1;
    if ((end - start) % 2 === 0) return end;
  }
  return -1;
}

/**
 * What a string in quotes stands for; null if anything is wrong with it. The platform reads it: megabytes of escapes
 * cost nothing, and its text is one of its own, where a part of the whole would keep the whole in memory.
 */
export function stringIn(quoted: string): string | null {
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === 'string' && text.isWellFormed() ? text : null;
  } catch {
    return null;
  }
}

/**
 * What is wrong with a string that `stringIn` does not read, character by character, so that it is named where it stands
 * (RFC 8259, section 7; half of a surrogate pair is no character).
 * @param start the place of the opening quote
 */
export function faultIn(text: string, start: number): StringFault {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === backslash) {
      const escape = escapeAt(text, at);
      if (typeof escape !== 'number') return escape;
      at = escape;
    } else if (code >= 0x20 && code !== quote) {
      at += 1;
    } else {
      // A control character, or NaN after the end.
      return { kind: 'malformed', at, expected: 'the closing quote' };
    }
  }
}

/** The place behind an escape, or what is wrong with it. */
function escapeAt(text: string, at: number): number | StringFault {
  const letter = text[at + 1] ?? '';
  if (letter === 'u') return escapedCharacterAt(text, at);
  if (letter !== '' && '"\\/bfnrt'.includes(letter)) return at + 2;
  return { kind: 'malformed', at: at + 1, expected: 'an escape that JSON knows' };
}

function escapedCharacterAt(text: string, at: number): number | StringFault {
  const unit = unitAt(text, at + 2);
  if (typeof unit !== 'number') return unit;
  if (unit < 0xd800 || unit > 0xdfff) return at + 6;
  if (unit < 0xdc00 && text.startsWith('\\u', at + 6)) {
    const second = unitAt(text, at + 8);
    if (typeof second !== 'number') return second;
    if (second >= 0xdc00 && second <= 0xdfff) return at + 12;
  }
  return { kind: 'half-character', at };
}

function unitAt(text: string, at: number): number | StringFault {
  const digits = text.slice(at, at + 4);
  if (/^[0-9a-fA-F]{4}$/.test(digits)) return Number.parseInt(digits, 16);
  return { kind: 'malformed', at, expected: 'four hexadecimal digits' };
}
