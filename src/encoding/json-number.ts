const form = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;

/** A number as it stands in a JSON text (RFC 8259, section 6), and what JavaScript makes of it. */
export interface WrittenNumber {
  readonly text: string;
  readonly value: number;
  /** Without a fraction and without an exponent. */
  readonly integer: boolean;
}

/** Why a number is not read: what the reader wants, and what stands there. */
export interface NumberFault {
  readonly expected: string;
  readonly found: string;
}

/** The number that begins at a place of a text; null if none does. */
export function numberAt(text: string, at: number): WrittenNumber | null {
  form.lastIndex = at;
  const [written, fraction, exponent] = form.exec(text) ?? [];
  if (written === undefined) return null;
  return {
    text: written,
    value: Number(written),
    integer: fraction === undefined && exponent === undefined,
  };
}

/**
 * Whether a number would change when it is read: beyond 2^53 - 1 two integers become one, a number too small becomes
 * zero, and minus zero loses its sign when it is written again. Null: it stays what it is.
 */
export function numberFault(number: WrittenNumber, integersOnly: boolean): NumberFault | null {
  if (integersOnly && !number.integer) {
    return { expected: 'an integer', found: 'a fraction or an exponent' };
  }
  if (Math.abs(number.value) > Number.MAX_SAFE_INTEGER) {
    return { expected: 'a number up to 9007199254740991', found: 'a larger one' };
  }
  if (number.value === 0 && /^-|^[0.]*[1-9]/.test(number.text)) {
    return {
      expected: 'a number that stays what it is',
      found: 'minus zero, or one too small',
    };
  }
  return null;
}
