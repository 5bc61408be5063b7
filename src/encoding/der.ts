/**
 * A strict reader of DER (X.690), for certificates, public keys and signatures. It takes the one form that DER allows:
 * definite lengths in their shortest form, low tag numbers, nothing after the element. BER is refused.
 */
import { StationError } from './station-error.ts';

/** Raised for bytes that are not strict DER, or not of the expected type. */
export class DerError extends StationError<'der.malformed'> {
  constructor(message: string, place: string) {
    super('der.malformed', message, {
      place,
      hint: 'Get this file again from where it was made. Something changed or cut its bytes.',
    });
  }
}

/** Tags of X.690 that the station reads; constructed types carry bit 0x20. */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export interface DerElement {
  readonly tag: number;
  /** The content, without tag and length. */
  readonly body: Uint8Array;
  /** The whole element: tag, length and content. */
  readonly whole: Uint8Array;
}

/** Reads the one element that `bytes` consists of. Throws DerError, also for bytes after it. */
export function readDer(bytes: Uint8Array, place: string): DerElement {
  const element = elementAt(bytes, 0, place);
  if (element.whole.length !== bytes.length) {
    throw new DerError(`${bytes.length - element.whole.length} bytes follow the end`, place);
  }
  return element;
}

/** Reads the elements inside a SEQUENCE, SET or explicit tag, in their order. `expected` is the tag that it must have. */
export function readChildren(element: DerElement, expected: number, place: string): DerElement[] {
  expectTag(element, expected, place);
  const children: DerElement[] = [];
  let at = 0;
  while (at < element.body.length) {
    const child = elementAt(element.body, at, place);
    children.push(child);
    at += child.whole.length;
  }
  return children;
}

/** The content of an element that must have this tag. Throws DerError. */
export function bodyOf(element: DerElement | undefined, expected: number, place: string): Uint8Array {
  return expectTag(element, expected, place).body;
}

/** The element, if it is there and has this tag. Throws DerError. */
export function expectTag(
  element: DerElement | undefined,
  expected: number,
  place: string,
): DerElement {
  if (element === undefined) throw new DerError('an element is missing', place);
  if (element.tag !== expected) {
    throw new DerError(
      `the tag is 0x${element.tag.toString(16)} where 0x${expected.toString(16)} belongs`,
      place,
    );
  }
  return element;
}

/** An OBJECT IDENTIFIER in dotted decimal. Throws DerError. */
export function readOid(element: DerElement | undefined, place: string): string {
  const body = bodyOf(element, tag.oid, place);
  const arcs: number[] = [];
  let value = 0;
  let fresh = true;
  for (const byte of body) {
    if (fresh && byte === 0x80) throw new DerError('an object identifier is padded', place);
    value = value * 128 + (byte & 0x7f);
    if (value > 0xffff_ffff) throw new DerError('an object identifier is too large', place);
    fresh = byte < 0x80;
    if (fresh) {
      arcs.push(value);
      value = 0;
    }
  }
  const [first] = arcs;
  if (!fresh || first === undefined) throw new DerError('an object identifier is cut off', place);
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...arcs.slice(1)].join('.');
}

/** The bytes of a BIT STRING without unused bits. Throws DerError. */
export function readBitString(element: DerElement | undefined, place: string): Uint8Array {
  const body = bodyOf(element, tag.bitString, place);
  if (body[0] !== 0) throw new DerError('a bit string does not end at a byte', place);
  return body.subarray(1);
}

/** A non-negative INTEGER as big-endian bytes without the sign byte; zero is one zero byte. Throws DerError. */
export function readUnsigned(element: DerElement | undefined, place: string): Uint8Array {
  const body = bodyOf(element, tag.integer, place);
  const [first, second] = body;
  if (first === undefined) throw new DerError('a number is empty', place);
  if (first >= 0x80) throw new DerError('a number is negative', place);
  if (first === 0 && second !== undefined && second < 0x80) {
    throw new DerError('a number is padded', place);
  }
  return first === 0 && body.length > 1 ? body.subarray(1) : body;
}

/** A BOOLEAN, 0x00 or 0xff (X.690, 11.1). Throws DerError. */
export function readBoolean(element: DerElement | undefined, place: string): boolean {
  const body = bodyOf(element, tag.boolean, place);
  if (body.length !== 1 || (body[0] !== 0 && body[0] !== 0xff)) {
    throw new DerError('a boolean is neither true nor false', place);
  }
  return body[0] === 0xff;
}

function elementAt(bytes: Uint8Array, at: number, place: string): DerElement {
  const kind = bytes[at];
  const first = bytes[at + 1];
  if (kind === undefined || first === undefined) throw new DerError('the bytes are cut off', place);
  if ((kind & 0x1f) === 0x1f) throw new DerError('a tag has more than one byte', place);
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const size = first & 0x7f;
    if (size === 0 || size > 4) throw new DerError('a length is not in the form of DER', place);
    length = 0;
    for (let index = 0; index < size; index += 1) {
      length = length * 256 + (bytes[start + index] ?? 0);
    }
    start += size;
    if (length < 0x80 || length < 256 ** (size - 1)) {
      throw new DerError('a length is not in its shortest form', place);
    }
  }
  const end = start + length;
  if (end > bytes.length) throw new DerError('the bytes are cut off', place);
  return { tag: kind, body: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}
