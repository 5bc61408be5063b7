/** Structure-aware changes of real files: of JSON by its tree, of DER by its elements, of PEM and bytes by their parts. */
import * as fc from 'fast-check';

/** A source of choices that shrinks and repeats: the numbers of one run of fast-check. */
export class Choices {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A number from 0 to `limit` - 1; 0 when there are no more choices. */
  below(limit: number): number {
    const number = this.#numbers[this.#at++] ?? 0;
    return limit <= 0 ? 0 : number % limit;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  get done(): boolean {
    return this.#at >= this.#numbers.length;
  }
}

export const choices = fc
  .array(fc.nat({ max: 0x7fffffff }), { minLength: 4, maxLength: 40 })
  .map((numbers) => new Choices(numbers));

/** Values with which readers of JSON are known to differ. */
const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  1.5,
  2 ** 53 - 1,
  2 ** 53,
  1e300,
  '',
  '\0',
  '\u0000\u001f\u007f',
  '\ud800',
  '\u{10000}\ue000',
  '../../etc/passwd',
  'x'.repeat(70_000),
  '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n',
  [],
  {},
  [[[[[[[[]]]]]]]],
];
const oddNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '\u{10000}',
  '\ue000',
  'signed',
  'signatures',
  'keys',
  'roles',
  'keyids',
  'threshold',
  'delegations',
  'succinct_roles',
  'x-rehearsal',
  'x-practice',
];

interface Slot {
  readonly get: () => unknown;
  readonly set: (value: unknown) => void;
  readonly owner: Record<string, unknown> | unknown[];
  readonly name: string | number;
}

/** The text of a JSON file with a few changes of its tree; other text if it was none. */
export function mutateJson(bytes: Uint8Array, pick: Choices): Uint8Array {
  let root: { whole: unknown };
  try {
    root = { whole: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return mutateBytes(bytes, pick);
  }
  do {
    const slots = slotsOf(root);
    if (slots.length === 0) break;
    const slot = pick.pick(slots);
    change(slot, slots, pick);
  } while (!pick.done && pick.below(3) > 0);
  const text = JSON.stringify(root.whole, null, pick.pick([0, 0, 1]));
  return new TextEncoder().encode(dressed(text ?? 'null', pick));
}

function change(slot: Slot, slots: readonly Slot[], pick: Choices): void {
  const { owner, name } = slot;
  switch (pick.below(7)) {
    case 0:
      slot.set(structuredClone(pick.pick(oddValues)));
      return;
    case 1:
      slot.set(structuredClone(pick.pick(slots).get()));
      return;
    case 2:
      if (Array.isArray(owner)) owner.splice(Number(name), 1);
      else delete owner[name];
      return;
    case 3:
      if (Array.isArray(owner)) owner.push(structuredClone(slot.get()));
      else define(owner, pick.pick(oddNames), structuredClone(slot.get()));
      return;
    case 4: {
      const value = slot.get();
      if (typeof value === 'string') slot.set(mutateText(value, pick));
      else if (typeof value === 'number') slot.set(value + pick.pick([-1, 1, 1000]));
      else slot.set(structuredClone(pick.pick(oddValues)));
      return;
    }
    case 5: {
      let nested: unknown = slot.get();
      const depth = pick.pick([3, 62, 70, 200, 5000]);
      for (let level = 0; level < depth; level += 1)
        nested = level % 2 === 0 ? [nested] : { a: nested };
      slot.set(depth > 1000 ? '[' : nested);
      return;
    }
    default:
      if (!Array.isArray(owner)) {
        const value = slot.get();
        delete owner[name];
        define(owner, pick.pick([...oddNames, String(name).toUpperCase()]), value);
      }
  }
}

/** Things that only the text can have: members twice, numbers in other forms, a mark before it, something after it. */
function dressed(text: string, pick: Choices): string {
  switch (pick.below(12)) {
    case 0:
      return text.replace('{"', '{"version":1,"version":2,"');
    case 1:
      return text.replace(/:(\d+)/, ':$1.0');
    case 2:
      return text.replace(/:(\d+)/, ':9007199254740993');
    case 3:
      return `\ufeff${text}`;
    case 4:
      return `${text} x`;
    case 5:
      return text.slice(0, pick.below(text.length));
    case 6:
      return text.replace(
        /"([a-z])/,
        (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`,
      );
    case 7:
      return `${'['.repeat(pick.pick([10, 65, 100_000]))}${text}`;
    default:
      return text;
  }
}

function define(owner: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(owner, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function slotsOf(value: Record<string, unknown> | unknown[]): Slot[] {
  return Object.keys(value).flatMap((name) => {
    const owner = value as Record<string, unknown>;
    const member = owner[name];
    const slot: Slot = {
      owner: value,
      name,
      get: () => owner[name],
      set: (next) => define(owner, name, next),
    };
    if (typeof member !== 'object' || member === null) return [slot];
    return [slot, ...slotsOf(member as Record<string, unknown>)];
  });
}

function mutateText(text: string, pick: Choices): string {
  const at = pick.below(text.length + 1);
  const part = pick.pick(['0', 'f', '\n', '\r\n', '\0', '"', '\\', ' ', '.', '/', '%']);
  return pick.below(2) === 0
    ? text.slice(0, at) + part + text.slice(at + 1)
    : text.slice(0, at) + part + text.slice(at);
}

/** DER with one element changed: its tag, its length, its content, twice, left out, or wrapped. */
export function mutateDer(der: Uint8Array, pick: Choices): Uint8Array {
  const starts = elementsOf(der, 0, der.length, 0);
  if (starts.length === 0) return mutateBytes(der, pick);
  const { at, header, length } = pick.pick(starts);
  const [before, element] = [der.slice(0, at), der.slice(at, at + header + length)];
  const after = der.slice(at + header + length);
  switch (pick.below(7)) {
    case 0:
      return join(before, element.with(0, pick.below(256)), after);
    case 1:
      return header < 2
        ? der
        : join(before, element.with(1, pick.pick([0, 0x7f, 0x80, 0x81, 0x84, 0xff])), after);
    case 2:
      return join(before, after);
    case 3:
      return join(before, element, element, after);
    case 4:
      return join(before, Uint8Array.of(0x30, 0x80), element, after);
    case 5:
      return length === 0
        ? der
        : join(before, element.with(header + pick.below(length), pick.below(256)), after);
    default:
      return mutateBytes(der, pick);
  }
}

function elementsOf(der: Uint8Array, from: number, to: number, depth: number) {
  const found: { at: number; header: number; length: number }[] = [];
  if (depth > 12) return found;
  for (let at = from; at + 2 <= to;) {
    const first = der[at + 1] ?? 0;
    const more = first > 0x80 ? first - 0x80 : 0;
    let length = more === 0 ? first : 0;
    for (let index = 0; index < more && index < 3; index += 1)
      length = length * 256 + (der[at + 2 + index] ?? 0);
    const header = 2 + more;
    if (at + header + length > to) break;
    found.push({ at, header, length });
    if (((der[at] ?? 0) & 0x20) !== 0) {
      found.push(...elementsOf(der, at + header, at + header + length, depth + 1));
    }
    at += header + length;
  }
  return found;
}

/** PEM around changed DER, or with its lines changed. */
export function mutatePem(bytes: Uint8Array, pick: Choices): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const [whole, label = '', base64 = ''] =
    /-----BEGIN ([A-Z ]+)-----([\s\S]*?)-----END/.exec(text) ?? [];
  if (whole === undefined) return mutateBytes(bytes, pick);
  const der = mutateDer(new Uint8Array(Buffer.from(base64, 'base64')), pick);
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const end = pick.pick(['\n', '\n', '\r\n', '\0\n']);
  const pem = [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join(end);
  const dress = pick.below(6);
  if (dress === 0) return new TextEncoder().encode(`Certificate:\n  Data: x\n${pem}${pem}`);
  if (dress === 1) return mutateBytes(new TextEncoder().encode(pem), pick);
  if (dress === 2) return new TextEncoder().encode(pem.replace(/-----END.*/s, ''));
  if (dress === 3) return der;
  return new TextEncoder().encode(pem);
}

export function mutateBytes(bytes: Uint8Array, pick: Choices): Uint8Array {
  const at = pick.below(bytes.length + 1);
  switch (pick.below(5)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return bytes.length === 0 ? bytes : bytes.with(at % bytes.length, pick.below(256));
    case 2:
      return join(bytes.slice(0, at), Uint8Array.of(pick.below(256)), bytes.slice(at));
    case 3:
      return join(bytes.slice(0, at), new Uint8Array(pick.pick([1, 100, 10_000])), bytes.slice(at));
    default:
      return join(bytes, bytes.slice(at));
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
