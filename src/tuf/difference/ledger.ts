import type { Root } from '../root.ts';
import { topRoles } from '../role.ts';
import { type Leaf, leafKey, type LeafPath, leavesOf } from './leaf.ts';
import type { RootChange } from './root-change.ts';

/** A leaf in both versions; null where one of them does not have it. */
export interface LeafPair {
  readonly key: string;
  readonly path: LeafPath;
  readonly old: Leaf | null;
  readonly new: Leaf | null;
  /** Equal in both, and for a keyid: in the same order among those that stay. */
  readonly same: boolean;
}

/** What a sentence is about, for the headline. */
export type Topic =
  | 'blocked'
  | 'people'
  | 'roles'
  | 'keyids'
  | 'form'
  | 'notes'
  | 'expiry'
  | 'files'
  | 'edition'
  | 'mark'
  | 'rehearsal'
  | 'version'
  | 'rest';

/** A sentence with the leaves that it speaks for. */
export interface Explained {
  readonly topic: Topic;
  readonly change: RootChange;
  readonly leaves: readonly string[];
}

/**
 * The account of a difference: every leaf of both versions, and which sentence speaks for each. A leaf that changed
 * is open until one sentence has taken it, and no second one can. What is open at the end is unexplained.
 */
export class Ledger {
  readonly pairs: ReadonlyMap<string, LeafPair>;
  readonly explained: Explained[] = [];
  readonly #taken = new Set<string>();
  /** Pairs by the first two steps of their paths: one key object, one role. */
  readonly #near: ReadonlyMap<string, readonly LeafPair[]>;

  constructor(previous: Root | null, next: Root) {
    this.pairs = pairLeaves(previous, next);
    this.#near = Map.groupBy(this.pairs.values(), ({ path }) => leafKey(path.slice(0, 2)));
  }

  /** The pair at that path, if it changed and no sentence speaks for it yet. */
  open(...path: LeafPath): LeafPair | null {
    const pair = this.pairs.get(leafKey(path));
    return pair !== undefined && this.#isOpen(pair) ? pair : null;
  }

  /** All open pairs at or below that path, which has two steps or more. */
  openUnder(...path: readonly [string, string, ...LeafPath]): readonly LeafPair[] {
    const near = this.#near.get(leafKey(path.slice(0, 2))) ?? [];
    return near.filter(
      (pair) => this.#isOpen(pair) && path.every((step, index) => pair.path[index] === step),
    );
  }

  allOpen(): readonly LeafPair[] {
    return [...this.pairs.values()].filter((pair) => this.#isOpen(pair));
  }

  /** Writes a sentence down for these leaves; those that another sentence has taken stay with it. */
  explain(topic: Topic, change: RootChange, pairs: readonly (LeafPair | null)[]): void {
    const leaves: string[] = [];
    for (const pair of pairs) {
      if (pair === null || this.#taken.has(pair.key)) continue;
      this.#taken.add(pair.key);
      leaves.push(pair.key);
    }
    this.explained.push({ topic, change, leaves });
  }

  #isOpen(pair: LeafPair): boolean {
    return !pair.same && !this.#taken.has(pair.key);
  }
}

function pairLeaves(previous: Root | null, next: Root): ReadonlyMap<string, LeafPair> {
  const old = previous === null ? new Map<string, Leaf>() : leavesOf(previous.metadata.signed);
  const now = leavesOf(next.metadata.signed);
  const moved = previous === null ? new Set<string>() : movedKeyids(previous, next);
  const pairs = new Map<string, LeafPair>();
  for (const leaf of [...now.values(), ...old.values()]) {
    const { key, path } = leaf;
    const [before, after] = [old.get(key) ?? null, now.get(key) ?? null];
    const same = before?.json === after?.json && !moved.has(key);
    pairs.set(key, { key, path, old: before, new: after, same });
  }
  return pairs;
}

/** The keyids of roles in which those that stay do not stand in the order they stood in. */
function movedKeyids(previous: Root, next: Root): ReadonlySet<string> {
  const moved = new Set<string>();
  for (const role of topRoles) {
    const [old, now] = [previous.roles[role].keyids, next.roles[role].keyids];
    const before = old.filter((keyid) => now.includes(keyid));
    const after = now.filter((keyid) => old.includes(keyid));
    if (before.every((keyid, index) => keyid === after[index])) continue;
    for (const keyid of after) moved.add(leafKey(['roles', role, 'keyids', keyid]));
  }
  return moved;
}
