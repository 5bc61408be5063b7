import { EncodingError } from './encoding-error.ts';

/** Tags of the types that keys and signatures are made of (X.690, section 8). */
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
 * Reads DER (X.690, section 10) one element after another. Lengths have their shortest form and
 * stay inside their parent; whatever is not read is found by `end`.
 * Every method throws EncodingError `encoding.der`.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The tag of the next element, or null at the end: for elements that may be left out. */
  get next(): number | null {
    return this.#bytes[this.#at] ?? null;
  }

  /** The content of the next element, which has to have this tag. */
  take(tag: number): Uint8Array {
    if (this.#bytes[this.#at] !== tag) throw notDer(`tag ${tag}`, 'another tag or the end');
    this.#at++;
    const length = this.#length();
    const end = this.#at + length;
    if (end > this.#bytes.length) throw notDer('the whole element', 'the end of the bytes');
    const content = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return content;
  }

  /** A reader of the content of the next element, which has to be a SEQUENCE. */
  sequence(): DerReader {
    return new DerReader(this.take(derTag.sequence));
  }

  /**
   * The magnitude of the next element, which has to be an INTEGER of zero or more, without the
   * leading zero byte that DER adds for the sign. Zero gives one zero byte.
   */
  unsigned(): Uint8Array {
    const content = this.take(derTag.integer);
    const [first, second = 0xff] = content;
    if (first === undefined) throw notDer('an integer', 'no bytes');
    if (first >= 0x80) throw notDer('an integer of zero or more', 'a negative one');
    if (first !== 0 || content.length === 1) return content;
    if (second < 0x80) throw notDer('the shortest form of an integer', 'a zero byte too many');
    return content.subarray(1);
  }

  /** Nothing may be left. */
  end(): void {
    if (this.#at < this.#bytes.length) throw notDer('the end', 'more bytes');
  }

  #length(): number {
    const first = this.#bytes[this.#at++];
    if (first === undefined) throw notDer('a length', 'the end of the bytes');
    if (first < 0x80) return first;
    const count = first & 0x7f;
    if (count === 0 || count > 4)
      throw notDer('a definite length of at most four bytes', 'another');
    let length = 0;
    for (let index = 0; index < count; index++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw notDer('a length', 'the end of the bytes');
      length = length * 256 + byte;
    }
    if (length < 0x80 || length < 256 ** (count - 1)) {
      throw notDer('the shortest form of a length', 'a longer one');
    }
    return length;
  }
}

/** One element: tag, shortest length, content (X.690, section 10.1). */
export function derElement(
  tag: number,
  ...contents: readonly Uint8Array[]
): Uint8Array<ArrayBuffer> {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const lengthBytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) lengthBytes.unshift(rest % 256);
  const header = length < 0x80 ? [tag, length] : [tag, 0x80 | lengthBytes.length, ...lengthBytes];
  const element = new Uint8Array(header.length + length);
  element.set(header);
  let offset = header.length;
  for (const content of contents) {
    element.set(content, offset);
    offset += content.length;
  }
  return element;
}

/** An INTEGER of zero or more from its magnitude, big-endian, with or without leading zeros. */
export function derUnsigned(magnitude: Uint8Array): Uint8Array<ArrayBuffer> {
  const start = magnitude.findIndex((byte) => byte !== 0);
  const significant = start < 0 ? magnitude.subarray(0, 0) : magnitude.subarray(start);
  const [first = 0xff] = significant;
  return first >= 0x80
    ? derElement(derTag.integer, Uint8Array.of(0), significant)
    : derElement(derTag.integer, significant);
}

function notDer(expected: string, found: string): EncodingError {
  return new EncodingError('encoding.der', 'bytes are not strict DER', {
    expected,
    found,
    hint: 'The file is damaged or was not made by a token. Take it from its source again.',
  });
}
