import { utf8Length } from './utf8.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Why bytes are no text that may hold JSON, and where: units of the text before it. */
export interface TextFault {
  readonly at: number;
  readonly message: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * The text that bytes stand for (RFC 8259, section 8.1: UTF-8 without a byte order mark), or as much of it as is text,
 * and what is wrong behind that.
 */
export function textIn(bytes: Uint8Array): {
  readonly text: string;
  readonly fault: TextFault | null;
} {
  const text = decoded(bytes);
  if (text === null) {
    const good = decoder.decode(bytes.subarray(0, utf8Length(bytes)));
    const fault = { at: good.length, expected: 'UTF-8', found: 'a byte that is not' };
    return { text: good, fault: { ...fault, message: 'the file is not UTF-8 text' } };
  }
  if (!text.startsWith('\ufeff')) return { text, fault: null };
  const fault = { at: 0, expected: 'JSON from the first byte on', found: 'the bytes EF BB BF' };
  return { text, fault: { ...fault, message: 'the file starts with a byte order mark' } };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
