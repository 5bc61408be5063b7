import { JsonError, type JsonErrorCode } from './json-error.ts';
import { characterName, type JsonStep, positionIn } from './json-position.ts';
import type { JsonLimits, JsonValue } from './json.ts';
import { utf8Length } from './utf8.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const numberForm = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
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
    let text: string;
    try {
      text = decoder.decode(this.#bytes);
    } catch {
      const good = utf8Length(this.#bytes);
      this.#text = decoder.decode(this.#bytes.subarray(0, good));
      this.#at = this.#text.length;
      throw this.#error('json.malformed', 'the file is not UTF-8 text', {
        expected: 'UTF-8',
        found: 'a byte that is not',
      });
    }
    if (text.startsWith('\ufeff')) {
      throw this.#error('json.malformed', 'the file starts with a byte order mark', {
        expected: 'JSON from the first byte on',
        found: 'the bytes EF BB BF',
      });
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
    if (text === null) return this.#readStringInParts();
    this.#at = end + 1;
    return text;
  }

  /** Character by character: something is wrong with it, and has to be named where it stands. */
  #readStringInParts(): string {
    let whole = '';
    let from = ++this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === quote) return whole + this.#text.slice(from, this.#at++);
      if (code === backslash) {
        whole += this.#text.slice(from, this.#at) + this.#readEscape();
        from = this.#at;
      } else if (code >= 0x20) {
        this.#at++;
      } else {
        // A control character, or NaN after the end.
        throw this.#malformed('the closing quote');
      }
    }
  }

  #readEscape(): string {
    const start = this.#at++;
    const letter = this.#text[this.#at++] ?? '';
    switch (letter) {
      case '"':
      case '\\':
      case '/':
        return letter;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return this.#readEscapedCharacter(start);
      default:
        this.#at = start + 1;
        throw this.#malformed('an escape that JSON knows');
    }
  }

  #readEscapedCharacter(start: number): string {
    const unit = this.#readUnit();
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
    if (unit < 0xdc00 && this.#text.startsWith('\\u', this.#at)) {
      this.#at += 2;
      const second = this.#readUnit();
      if (second >= 0xdc00 && second <= 0xdfff) return String.fromCharCode(unit, second);
    }
    this.#at = start;
    throw this.#error('json.malformed', 'a string has half of a character', {
      expected: 'a surrogate pair',
      found: 'half of one',
    });
  }

  #readUnit(): number {
    const digits = this.#text.slice(this.#at, this.#at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#malformed('four hexadecimal digits');
    this.#at += 4;
    return Number.parseInt(digits, 16);
  }

  #readNumber(): number {
    numberForm.lastIndex = this.#at;
    const [written, fraction, exponent] = numberForm.exec(this.#text) ?? [];
    if (written === undefined) throw this.#malformed('a value');
    const value = Number(written);
    if (this.#limits.integersOnly && (fraction !== undefined || exponent !== undefined)) {
      throw this.#unsafe('an integer', 'a fraction or an exponent');
    }
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      throw this.#unsafe('a number up to 9007199254740991', 'a larger one');
    }
    if (value === 0 && /^-|^[0.]*[1-9]/.test(written)) {
      throw this.#unsafe('a number that stays what it is', 'minus zero, or one too small');
    }
    this.#at += written.length;
    return value;
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

  #unsafe(expected: string, found: string): JsonError {
    const details = { expected, found };
    return this.#error('json.unsafe-number', 'a number would change when it is read', details);
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

/** The first quote that no backslash escapes; below zero if there is none. */
function closingQuote(text: string, from: number): number {
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
function stringIn(quoted: string): string | null {
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === 'string' && text.isWellFormed() ? text : null;
  } catch {
    return null;
  }
}
