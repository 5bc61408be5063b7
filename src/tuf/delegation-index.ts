import { sha256Hex } from '../encoding/digest.ts';
import { utf8 } from '../encoding/utf8.ts';
import { patternFits } from './delegated-path.ts';
import type { DelegatedRole, Delegations } from './delegation.ts';

/** A pattern, and the place of its role in the list. */
interface Entry {
  readonly at: number;
  readonly pattern: string;
}

/**
 * Answers which of many delegated roles may speak of a target, without walking all of them for each: a pattern is looked
 * for by the folders that it begins with, a hash prefix by itself. It says what `speaksFor` says of each role.
 */
export class DelegationIndex {
  readonly #roles: readonly DelegatedRole[];
  /** Patterns by their parts before the first one with a star, a question mark or a bracket. */
  readonly #patterns = new Map<string, Entry[]>();
  #mostParts = 0;
  /** Places of roles by hash prefix. */
  readonly #prefixes = new Map<string, number[]>();
  readonly #prefixLengths: readonly number[];

  constructor({ roles }: Delegations) {
    this.#roles = roles;
    const lengths = new Set<number>();
    for (const [at, { paths, pathHashPrefixes }] of roles.entries()) {
      for (const pattern of paths ?? []) this.#addPattern({ at, pattern });
      for (const prefix of pathHashPrefixes ?? []) {
        put(this.#prefixes, prefix, at);
        lengths.add(prefix.length);
      }
    }
    this.#prefixLengths = [...lengths];
  }

  /** The roles that may speak of this target, in their order (TUF specification 1.0, section 4.5). */
  rolesFor(target: string): readonly DelegatedRole[] {
    const found = new Set<number>();
    for (const { at, pattern } of this.#patternsNear(target)) {
      if (!found.has(at) && patternFits(pattern, target)) found.add(at);
    }
    const digest = this.#prefixLengths.length === 0 ? '' : sha256Hex(utf8(target));
    for (const length of this.#prefixLengths) {
      const prefix = digest.slice(0, length);
      if (prefix.length < length) continue;
      for (const at of this.#prefixes.get(prefix) ?? []) found.add(at);
    }
    return [...found]
      .toSorted((left, right) => left - right)
      .flatMap((at) => this.#roles[at] ?? []);
  }

  #addPattern(entry: Entry): void {
    const parts = entry.pattern.split('/');
    const wild = parts.findIndex((part) => /[*?[]/.test(part));
    const plain = wild === -1 ? parts : parts.slice(0, wild);
    this.#mostParts = Math.max(this.#mostParts, plain.length);
    put(this.#patterns, keyOf(plain), entry);
  }

  *#patternsNear(target: string): Generator<Entry> {
    const parts = target.split('/');
    const most = Math.min(parts.length, this.#mostParts);
    for (let count = 0; count <= most; count += 1) {
      yield* this.#patterns.get(keyOf(parts.slice(0, count))) ?? [];
    }
  }
}

/** No parts and one empty part are two different things. */
function keyOf(parts: readonly string[]): string {
  return parts.map((part) => `${part}/`).join('');
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
