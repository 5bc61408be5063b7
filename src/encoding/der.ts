import { concat } from './bytes.ts';
import { EncodingError } from './encoding-error.ts';

/** Tags of the types that keys, signatures and certificates are made of (X.690, section 8). */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

/**
 * Reads DER (X.690, section 10) one element after another. Tags are one byte, lengths have their
 * shortest form and stay inside their parent; what nobody reads is found by `end`.
 * Every method throws EncodingError `encoding.der`, which names the byte.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  /** Bytes of the whole before the first of these. */
  readonly #offset: number;
  #at = 0;

  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes;
    this.#offset = offset;
  }

  /** The tag of the next element, or null at the end: for elements that may be left out. */
  get next(): number | null {
    return this.#bytes[this.#at] ?? null;
  }

  /** The content of the next element, which has to have this tag. */
  take(tag: number): Uint8Array {
    const found = this.#bytes[this.#at];
    if (found !== tag)
      throw this.#error(tagName(tag), found === undefined ? 'the end' : tagName(found));
    this.#at++;
    const length = this.#readLength();
    const end = this.#at + length;
    if (end > this.#bytes.length) {
      throw this.#error(`${length} bytes of content`, `${this.#bytes.length - this.#at} bytes`);
    }
    const content = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return content;
  }

  /** A reader of the content of the next element, which has to be a SEQUENCE. */
  sequence(): DerReader {
    const content = this.take(derTag.sequence);
    return new DerReader(content, this.#offset + this.#at - content.length);
  }

  /**
   * The magnitude of the next element, which has to be an INTEGER of zero or more, big-endian,
   * without the zero byte that DER puts before a high bit. Zero gives one zero byte.
   */
  unsigned(): Uint8Array {
    const content = this.take(derTag.integer);
    const [first, second] = content;
    if (first === undefined) throw this.#error('an integer', 'no content');
    if (first >= 0x80) throw this.#error('an integer of zero or more', 'a negative one');
    if (first > 0 || second === undefined) return content;
    if (second < 0x80) throw this.#error('the shortest form of an integer', 'a zero byte too many');
    return content.subarray(1);
  }

  /** Nothing may be left. */
  end(): void {
    const left = this.#bytes.length - this.#at;
    if (left > 0) throw this.#error('the end', `${left} more bytes`);
  }

  #readLength(): number {
    const first = this.#readByte();
    if (first < 0x80) return first;
    const count = first - 0x80;
    if (count === 0 || count > 4)
      throw this.#error('a length of one to four bytes', 'another form');
    let length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + this.#readByte();
    if (length < 0x80 || length < 256 ** (count - 1)) {
      throw this.#error('the shortest form of a length', 'a longer one');
    }
    return length;
  }

  #readByte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw this.#error('a length', 'the end');
    this.#at++;
    return byte;
  }

  #error(expected: string, found: string): EncodingError {
    return new EncodingError('encoding.der', 'bytes are not strict DER', {
      expected,
      found,
      place: `byte ${this.#offset + this.#at + 1}`,
      hint: 'The file is damaged or was changed. Take it from its source again.',
    });
  }
}

/** One element: tag, shortest length, contents one after another (X.690, section 10.1). */
export function derElement(
  tag: number,
  ...contents: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const content = concat(...contents);
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest >>>= 8) length.unshift(rest & 0xff);
  const header =
    content.length < 0x80 ? [tag, content.length] : [tag, 0x80 + length.length, ...length];
  return concat(Uint8Array.from(header), content);
}

/** An INTEGER of zero or more from its magnitude, big-endian, with or without leading zeros. */
export function derUnsigned(magnitude: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = magnitude.findIndex((byte) => byte !== 0);
  const significant = start < 0 ? Uint8Array.of(0) : magnitude.subarray(start);
  const needsZero = (significant[0] ?? 0) >= 0x80;
  return derElement(derTag.integer, Uint8Array.from(needsZero ? [0] : []), significant);
}

function tagName(tag: number): string {
  return `tag 0x${tag.toString(16).padStart(2, '0')}`;
}
