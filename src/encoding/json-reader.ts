import { JsonError, type JsonErrorCode } from './json-error.ts';
import { numberAt, numberFault } from './json-number.ts';
import { characterName, type JsonStep, positionIn } from './json-position.ts';
import { closingQuote, faultIn, stringIn } from './json-string.ts';
import { textIn } from './json-text.ts';
import type { JsonLimits, JsonValue } from './json.ts';

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * What objects inherit from: nothing, and nobody can add to it. An object without any prototype would be a hash table to
 * the engine, which takes three times the memory and time of one that has a shape.
 */
const noMembers: object = Object.freeze(Object.create(null));

/** Reads one JSON text from start to end. The rules are those of `parseJson`. */
export class JsonReader {
  readonly #bytes: Uint8Array;
  readonly #place: string;
  readonly #limits: Required<JsonLimits>;
  #text = '';
  #at = 0;
  #values = 0;
  /** From the top down to where the reader is. */
  readonly #path: JsonStep[] = [];

  constructor(bytes: Uint8Array, place: string, limits: Required<JsonLimits>) {
    this.#bytes = bytes;
    this.#place = place;
    this.#limits = limits;
  }

  readText(): JsonValue {
    this.#text = this.#decode();
    this.#skipSpace();
    const value = this.#readValue();
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#malformed('the end of the text');
    return value;
  }

  #decode(): string {
    if (this.#bytes.length > this.#limits.bytes) {
      throw this.#error('json.too-large', 'the file is larger than the station reads', {
        expected: `at most ${this.#limits.bytes} bytes`,
        found: `${this.#bytes.length} bytes`,
      });
    }
    const { text, fault } = textIn(this.#bytes);
    if (fault !== null) {
      this.#text = text;
      this.#at = fault.at;
      throw this.#error('json.malformed', fault.message, fault);
    }
    return text;
  }

  #readValue(): JsonValue {
    if (++this.#values > this.#limits.values) {
      throw this.#error('json.too-large', 'the file has more values than the station reads', {
        expected: `at most ${this.#limits.values} values`,
        found: 'one more',
      });
    }
    switch (this.#text.charCodeAt(this.#at)) {
      case openBrace:
        return this.#readObject();
      case openBracket:
        return this.#readArray();
      case quote:
        return this.#readString();
      case 0x74:
        return this.#readWord('true', true);
      case 0x66:
        return this.#readWord('false', false);
      case 0x6e:
        return this.#readWord('null', null);
      default:
        return this.#readNumber();
    }
  }

  #readObject(): JsonValue {
    const object: Record<string, JsonValue> = Object.create(noMembers);
    const depth = this.#enter();
    if (!this.#found(closeBrace)) {
      do {
        this.#path[depth] = null;
        const name = this.#readName(depth, object);
        this.#skipSpace();
        if (!this.#found(colon)) throw this.#malformed('a colon');
        this.#skipSpace();
        object[name] = this.#readValue();
      } while (this.#continues(closeBrace, 'a comma or the end of the object'));
    }
    this.#path.length = depth;
    return object;
  }

  #readName(depth: number, object: Readonly<Record<string, JsonValue>>): string {
    if (this.#text.charCodeAt(this.#at) !== quote) throw this.#malformed('a member name in quotes');
    const start = this.#at;
    const name = this.#readString();
    this.#path[depth] = name;
    if (!(name in object)) return name;
    this.#at = start;
    throw this.#error('json.duplicate-member', 'a member stands twice in one object', {
      expected: 'every member once',
      found: 'the same name again',
    });
  }

  #readArray(): JsonValue {
    const array: JsonValue[] = [];
    const depth = this.#enter();
    if (!this.#found(closeBracket)) {
      do {
        this.#path[depth] = array.length;
        array.push(this.#readValue());
      } while (this.#continues(closeBracket, 'a comma or the end of the array'));
    }
    this.#path.length = depth;
    return array;
  }

  /** Steps into an array or object; returns where its entries go in the path. */
  #enter(): number {
    const depth = this.#path.length;
    if (depth >= this.#limits.depth) {
      throw this.#error('json.too-deep', 'arrays and objects lie too deep inside each other', {
        expected: `at most ${this.#limits.depth} levels`,
        found: 'one more',
      });
    }
    this.#path.push(null);
    this.#at++;
    this.#skipSpace();
    return depth;
  }

  /** After an entry: true if another one follows, and the reader stands before it. */
  #continues(close: number, expected: string): boolean {
    this.#skipSpace();
    if (this.#found(close)) return false;
    if (!this.#found(comma)) throw this.#malformed(expected);
    this.#skipSpace();
    return true;
  }

  #readWord<Word>(word: string, value: Word): Word {
    if (!this.#text.startsWith(word, this.#at)) throw this.#malformed('a value');
    this.#at += word.length;
    return value;
  }

  #readString(): string {
    const end = closingQuote(this.#text, this.#at + 1);
    const text = end < 0 ? null : stringIn(this.#text.slice(this.#at, end + 1));
    if (text === null) throw this.#faultyString();
    this.#at = end + 1;
    return text;
  }

  #readNumber(): number {
    const written = numberAt(this.#text, this.#at);
    if (written === null) throw this.#malformed('a value');
    const fault = numberFault(written, this.#limits.integersOnly);
    if (fault !== null) {
      throw this.#error('json.unsafe-number', 'a number would change when it is read', fault);
    }
    this.#at += written.text.length;
    return written.value;
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #found(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  /** Something is wrong with the string at hand: what, and at which of its characters. */
  #faultyString(): JsonError {
    const fault = faultIn(this.#text, this.#at);
    this.#at = fault.at;
    if (fault.kind === 'half-character') {
      return this.#error('json.malformed', 'a string has half of a character', {
        expected: 'a surrogate pair',
        found: 'half of one',
      });
    }
    return this.#malformed(fault.expected);
  }

  #malformed(expected: string): JsonError {
    const found = characterName(this.#text.codePointAt(this.#at));
    return this.#error('json.malformed', 'the text is not JSON', { expected, found });
  }

  #error(
    code: JsonErrorCode,
    message: string,
    details: { readonly expected: string; readonly found: string },
  ): JsonError {
    const position = positionIn(this.#text, this.#at, this.#path);
    return new JsonError(code, message, this.#place, position, details);
  }
}
