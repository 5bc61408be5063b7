/** A part of a file, as offsets of bytes: from the first one to the one after the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A member of an object, or an entry of an array, as it stands in the file. */
interface Child extends Span {
  /** The name, or the place in the array. */
  readonly step: string | number;
  /** Where the value begins; `from` is where the name does. */
  readonly value: number;
}

export type Step = string | number;

const code = (character: string): number => character.charCodeAt(0);
const [quote, backslash, colon, comma] = [code('"'), code('\\'), code(':'), code(',')];
const [openObject, closeObject, openArray, closeArray] = [
  code('{'),
  code('}'),
  code('['),
  code(']'),
];

/**
 * Finds a member by its path in the bytes of a JSON text that was read before: with its name, as far as the path leads.
 * Of a member that is not there, the object that should have it. null where not even that can be found.
 */
export function memberSpan(bytes: Uint8Array, steps: readonly Step[]): Span | null {
  let found: Span | null = null;
  let value = skipSpace(bytes, 0);
  for (const step of steps) {
    const child: Child | undefined = childrenAt(bytes, value).find((one) => one.step === step);
    if (child === undefined) return found;
    found = { from: child.from, to: child.to };
    value = child.value;
  }
  return found;
}

/** The members or entries of the value that begins here; none for any other value, and those before a fault. */
function childrenAt(bytes: Uint8Array, start: number): readonly Child[] {
  const kind = bytes[start];
  if (kind !== openObject && kind !== openArray) return [];
  const children: Child[] = [];
  let at = skipSpace(bytes, start + 1);
  while (at < bytes.length && bytes[at] !== closeObject && bytes[at] !== closeArray) {
    const from = at;
    let step: Step | null = children.length;
    if (kind === openObject) {
      const end = valueEnd(bytes, at);
      step = nameIn(bytes, at, end);
      at = skipSpace(bytes, end);
      if (step === null || bytes[at] !== colon) return children;
      at = skipSpace(bytes, at + 1);
    }
    const to = valueEnd(bytes, at);
    if (to === at) return children;
    children.push({ step, from, value: at, to });
    at = skipSpace(bytes, to);
    if (bytes[at] === comma) at = skipSpace(bytes, at + 1);
  }
  return children;
}

/** The place after the value that begins here, whatever it holds: without a call a level, so that depth is no matter. */
function valueEnd(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let at = start;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === quote) at = textEnd(bytes, at);
    else if (byte === openObject || byte === openArray) {
      depth += 1;
      at += 1;
    } else if (byte === closeObject || byte === closeArray) {
      if (depth === 0) return at;
      depth -= 1;
      at += 1;
    } else if (depth > 0) {
      at += 1;
      continue;
    } else return plainEnd(bytes, at);
    if (depth === 0) return at;
  }
  return at;
}

function textEnd(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return Math.min(at + 1, bytes.length);
}

/** After a number, true, false or null. */
function plainEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && isPlain(bytes[at] ?? 0)) at += 1;
  return at;
}

function isPlain(byte: number): boolean {
  return byte > 0x20 && ![comma, colon, closeObject, closeArray].includes(byte);
}

function nameIn(bytes: Uint8Array, from: number, to: number): string | null {
  try {
    const name: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(from, to)));
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at += 1;
  return at;
}
