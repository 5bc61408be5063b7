import { JsonError, type JsonErrorCode } from './json-error.ts';
import type { JsonLimits, JsonValue } from './json.ts';
import { utf8Length } from './utf8.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const numberForm = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;

/** Reads one JSON text from start to end. The rules are those of `parseJson`. */
export class JsonReader {
  readonly #bytes: Uint8Array;
  readonly #place: string;
  readonly #deepest: number;
  readonly #integersOnly: boolean;
  #text = '';
  #at = 0;
  /** Member names and indexes from the top down to where the reader is. */
  readonly #path: (string | number)[] = [];

  constructor(bytes: Uint8Array, place: string, limits: JsonLimits) {
    this.#bytes = bytes;
    this.#place = place;
    this.#deepest = limits.depth ?? 64;
    this.#integersOnly = limits.integersOnly ?? false;
    const most = limits.bytes ?? 16 * 1024 * 1024;
    if (bytes.length > most) {
      throw this.#error('json.too-large', 'the file is larger than the station reads', {
        expected: `at most ${most} bytes`,
        found: `${bytes.length} bytes`,
      });
    }
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
    let text: string;
    try {
      text = decoder.decode(this.#bytes);
    } catch {
      const good = utf8Length(this.#bytes);
      this.#text = decoder.decode(this.#bytes.subarray(0, good));
      this.#at = this.#text.length;
      throw this.#error('json.malformed', 'the file is not UTF-8 text', {
        expected: 'UTF-8',
        found: `byte ${good + 1} that is not`,
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
    switch (this.#text.charCodeAt(this.#at)) {
      case 0x7b:
        return this.#readObject();
      case 0x5b:
        return this.#readArray();
      case 0x22:
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
    const object: Record<string, JsonValue> = Object.create(null);
    const depth = this.#enter();
    if (this.#closes(0x7d)) return this.#leave(object);
    for (;;) {
      if (this.#text.charCodeAt(this.#at) !== 0x22)
        throw this.#malformed('a member name in quotes');
      const start = this.#at;
      const name = this.#readString();
      this.#path[depth] = name;
      if (name in object) {
        this.#at = start;
        throw this.#error('json.duplicate-member', 'a member stands twice in one object', {
          expected: 'every member once',
          found: 'the same name again',
        });
      }
      this.#skipSpace();
      if (this.#text.charCodeAt(this.#at) !== 0x3a) throw this.#malformed('a colon');
      this.#at++;
      this.#skipSpace();
      object[name] = this.#readValue();
      if (!this.#continues(0x7d, 'a comma or the end of the object')) return this.#leave(object);
    }
  }

  #readArray(): JsonValue {
    const array: JsonValue[] = [];
    const depth = this.#enter();
    if (this.#closes(0x5d)) return this.#leave(array);
    for (;;) {
      this.#path[depth] = array.length;
      array.push(this.#readValue());
      if (!this.#continues(0x5d, 'a comma or the end of the array')) return this.#leave(array);
    }
  }

  /** Steps into an array or object; returns where its entries go in the path. */
  #enter(): number {
    const depth = this.#path.length;
    if (depth >= this.#deepest) {
      throw this.#error('json.too-deep', 'arrays and objects lie too deep inside each other', {
        expected: `at most ${this.#deepest} levels`,
        found: 'one more',
      });
    }
    this.#path.push('');
    this.#at++;
    this.#skipSpace();
    return depth;
  }

  #leave<Container>(container: Container): Container {
    this.#path.pop();
    return container;
  }

  #closes(close: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== close) return false;
    this.#at++;
    return true;
  }

  #continues(close: number, expected: string): boolean {
    this.#skipSpace();
    if (this.#closes(close)) return false;
    if (this.#text.charCodeAt(this.#at) !== 0x2c) throw this.#malformed(expected);
    this.#at++;
    this.#skipSpace();
    return true;
  }

  #readWord<Word>(word: string, value: Word): Word {
    if (!this.#text.startsWith(word, this.#at)) throw this.#malformed('a value');
    this.#at += word.length;
    return value;
  }

  #readString(): string {
    let whole = '';
    let from = ++this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x22) {
        whole += this.#text.slice(from, this.#at++);
        return whole;
      }
      if (code === 0x5c) {
        whole += this.#text.slice(from, this.#at) + this.#readEscape();
        from = this.#at;
      } else if (code >= 0x20) {
        this.#at++;
      } else {
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
      case 'u': {
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
      default:
        this.#at = start;
        throw this.#malformed('an escape that JSON knows');
    }
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
    if (this.#integersOnly && (fraction !== undefined || exponent !== undefined)) {
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

  #unsafe(expected: string, found: string): JsonError {
    return this.#error('json.unsafe-number', 'a number would change when it is read', {
      expected,
      found,
    });
  }

  #malformed(expected: string): JsonError {
    const point = this.#text.codePointAt(this.#at);
    return this.#error('json.malformed', 'the text is not JSON', {
      expected,
      found: point === undefined ? 'the end of the text' : characterName(point),
    });
  }

  #error(
    code: JsonErrorCode,
    message: string,
    details: { expected: string; found: string },
  ): JsonError {
    const before = this.#text.slice(0, this.#at).split(/\r\n|\r|\n/);
    const position = {
      line: before.length,
      column: countCharacters(before.at(-1) ?? '') + 1,
      path: pathText(this.#path),
    };
    return new JsonError(code, message, this.#place, position, details);
  }
}

function countCharacters(text: string): number {
  // A character outside of the basic plane is two units of a JavaScript string.
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

function characterName(point: number): string {
  const printable = point > 0x20 && point < 0x7f;
  return printable
    ? `the character ${String.fromCodePoint(point)}`
    : `the character U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** `$.signed.keys["a b"][3]`; long names are cut, since a hostile file chooses them. */
function pathText(path: readonly (string | number)[]): string {
  let text = '$';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_][\w-]{0,79}$/.test(step)) text += `.${step}`;
    else text += `[${JSON.stringify(step.length > 80 ? `${step.slice(0, 79)}…` : step)}]`;
  }
  return text;
}
