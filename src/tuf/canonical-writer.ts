import { utf8 } from '../encoding/utf8.ts';
import { TufError } from './tuf-error.ts';

const quote = 0x22;
const backslash = 0x5c;

/** Collects canonical text as bytes. Metadata is nearly all ASCII, which is copied unit by unit without an encoder. */
export class CanonicalWriter {
  #buffer = new Uint8Array(8192);
  #length = 0;

  /** What was written so far, in an array of its own. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#buffer.slice(0, this.#length);
  }

  /** Text that is known to be ASCII and to need no escape. */
  ascii(text: string): void {
    this.#reserve(text.length);
    for (let index = 0; index < text.length; index++) {
      this.#buffer[this.#length++] = text.charCodeAt(index);
    }
  }

  /**
   * A string in quotes, with `"` and `\` escaped.
   * @throws TufError `tuf.canonical` for half of a surrogate pair
   */
  string(text: string): void {
    this.#reserve(2 * text.length + 2);
    const start = this.#length;
    const buffer = this.#buffer;
    let at = start;
    buffer[at++] = quote;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) {
        this.#encode(text);
        return;
      }
      if (unit === quote || unit === backslash) buffer[at++] = backslash;
      buffer[at++] = unit;
    }
    buffer[at++] = quote;
    this.#length = at;
  }

  #encode(text: string): void {
    if (!text.isWellFormed()) {
      throw new TufError('tuf.canonical', 'a text has half of a character', {
        expected: 'whole Unicode characters',
        found: 'a lone surrogate',
        hint: 'The text was damaged. Take the file from its source again.',
        notDone: ['Nothing was signed.'],
      });
    }
    const encoded = utf8(`"${text.replace(/["\\]/g, '\\$&')}"`);
    this.#reserve(encoded.length);
    this.#buffer.set(encoded, this.#length);
    this.#length += encoded.length;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}
