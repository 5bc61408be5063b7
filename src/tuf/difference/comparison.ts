import type { Root } from '../root.ts';
import type { TopRole } from '../role.ts';
import { type HolderOf, keyBook, type KeyStory } from './key-book.ts';
import { Ledger, type LeafPair } from './ledger.ts';

/** Two versions of a root side by side, with the account of what was explained so far. */
export interface Comparison {
  /** null for a root with none before it. */
  readonly previous: Root | null;
  readonly next: Root;
  readonly book: readonly KeyStory[];
  readonly ledger: Ledger;
}

export function compareRoots(previous: Root | null, next: Root, holderOf: HolderOf): Comparison {
  const ledger = new Ledger(previous, next);
  return { previous, next, book: keyBook(previous, next, holderOf), ledger };
}

/** The public key that a keyid stands for in either version. */
export function storyOf({ book }: Comparison, keyid: string): KeyStory | null {
  const holds = ({ keyidsBefore, keyidsAfter }: KeyStory) =>
    keyidsBefore.includes(keyid) || keyidsAfter.includes(keyid);
  return book.find(holds) ?? null;
}

/** Open leaves that say that these keyids belong to the role. */
export function membershipLeaves(
  { ledger }: Comparison,
  role: TopRole,
  keyids: readonly string[],
): readonly LeafPair[] {
  return keyids.flatMap((keyid) => ledger.open('roles', role, 'keyids', keyid) ?? []);
}

/**
 * Open leaves of a key object that a sentence about this key may speak for: all of them if the object is gone, else
 * the members that the station knows. A member that it does not know stays open.
 */
export function keyObjectLeaves(comparison: Comparison, keyid: string): readonly LeafPair[] {
  const { ledger, next } = comparison;
  const gone = !next.keys.has(keyid) && !next.unusableKeys.some((key) => key.keyid === keyid);
  return ledger
    .openUnder('keys', keyid)
    .filter((pair) => gone || isKnownKeyLeaf(pair, next.rehearsal !== null));
}

/** Notes of tuf-on-ci beside a key. They have no part in who can sign. */
export const keyNotes: readonly string[] = ['x-tuf-on-ci-keyowner', 'x-tuf-on-ci-online-uri'];

function isKnownKeyLeaf({ path, new: now }: LeafPair, rehearsal: boolean): boolean {
  const [, , member, step, ...rest] = path;
  if (rest.length > 0) return false;
  if (member === 'keyval') return step === 'public';
  if (member === 'keyid_hash_algorithms') {
    return typeof step === 'number' && (now === null || /^"sha(256|512)"$/.test(now.json));
  }
  if (step !== undefined) return false;
  if (member === 'x-practice') return rehearsal && now?.json === 'true';
  if (keyNotes.some((note) => note === member)) return now === null || now.json.startsWith('"');
  return member === 'keytype' || member === 'scheme';
}
