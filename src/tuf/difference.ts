import { explainBlocked } from './difference/blockers.ts';
import { compareRoots } from './difference/comparison.ts';
import { headlineOf } from './difference/headline.ts';
import type { HolderOf } from './difference/key-book.ts';
import { pathText } from './difference/leaf.ts';
import type { Explained, Ledger, LeafPair, Topic } from './difference/ledger.ts';
import { explainNaming } from './difference/naming.ts';
import { explainPeople } from './difference/people.ts';
import { explainRoles } from './difference/roles.ts';
import type { RootChange } from './difference/root-change.ts';
import { staysOf } from './difference/stays.ts';
import { explainTerms } from './difference/terms.ts';
import { explainTheRest } from './difference/unexplained.ts';
import { quoted } from './difference/words.ts';
import type { Root } from './root.ts';

export type { Holder, HolderOf } from './difference/key-book.ts';
export type { RootChange } from './difference/root-change.ts';

/** How many values the two versions have, and what became of them. The last three add up to the first. */
export interface MemberCount {
  readonly total: number;
  /** Changed, and a sentence speaks for it. */
  readonly changed: number;
  readonly unchanged: number;
  /** Changed without a sentence that could be signed for. Anything above zero blocks signing. */
  readonly unexplained: number;
}

export interface SideBySideRow {
  /** The path of the member, at most 200 characters. */
  readonly member: string;
  /** The value, at most 2000 characters; null where a version does not have it. */
  readonly old: string | null;
  readonly new: string | null;
  readonly same: boolean;
}

/** Two versions of a root in plain words. */
export interface RootDifference {
  readonly version: number;
  /** What the root is held against: "against version 15, the root in use". */
  readonly against: string;
  /** One sentence without a full stop. */
  readonly headline: string;
  /** At most 200; what is unexplained comes first, expiry and version last. */
  readonly changes: readonly RootChange[];
  /** What is the same, in few lines. */
  readonly stays: readonly string[];
  readonly members: MemberCount;
  /** Every member, at most 2000, in the order of the newer file. */
  readonly sideBySide: readonly SideBySideRow[];
  /** For each of `changes`, the members that it speaks for, as JSON text of their paths. No member stands twice. */
  readonly spokenFor: readonly (readonly string[])[];
}

/**
 * The difference between two versions of a root, for the person who signs. Every value of the signed parts is
 * accounted for: it is the same in both, or exactly one sentence speaks for it, or it is `unexplained`.
 *
 * @param previous the root in use; null for a root with none before it
 * @param next the root to be signed
 * @param holderOf who holds a key, where the ceremony knows it; names and serials appear in the sentences as they are
 */
export function rootDifference(
  previous: Root | null,
  next: Root,
  holderOf: HolderOf,
): RootDifference {
  const comparison = compareRoots(previous, next, holderOf);
  explainBlocked(comparison);
  explainPeople(comparison);
  explainNaming(comparison);
  explainRoles(comparison);
  explainTerms(comparison);
  explainTheRest(comparison);
  const { ledger } = comparison;
  const explained = inReadingOrder(ledger.explained);
  return {
    version: next.version,
    against:
      previous === null
        ? 'there is no root before it'
        : `against version ${previous.version}, the root in use`,
    headline: headlineOf(comparison, explained.some(blocks)),
    changes: explained.map(({ change }) => fitted(change)),
    stays: staysOf(comparison).map(fit),
    members: countMembers(ledger, explained),
    sideBySide: sideBySide([...ledger.pairs.values()]),
    spokenFor: explained.map(({ leaves }) => leaves),
  };
}

const mostChanges = 200;
const longestSentence = 2000;

/** Names come from plans and files: whatever they hold, a sentence is one line of bounded length. */
function fitted({ kind, title, detail, old, new: now }: RootChange): RootChange {
  return {
    kind,
    title: fit(title),
    detail: fit(detail),
    old: old === null ? null : fit(old),
    new: now === null ? null : fit(now),
  };
}

function fit(text: string): string {
  return quoted(text, longestSentence);
}

function blocks({ change }: Explained): boolean {
  return change.kind === 'unexplained';
}

const reading: readonly Topic[] = [
  'mark',
  'people',
  'roles',
  'keyids',
  'form',
  'notes',
  'files',
  'edition',
  'rehearsal',
  'expiry',
  'version',
];

function rank(entry: Explained): number {
  return blocks(entry) ? -1 : reading.indexOf(entry.topic);
}

/** A person reads what blocks first, then people, expiry and version last; what is too much to read is one line that blocks. */
function inReadingOrder(explained: readonly Explained[]): readonly Explained[] {
  const ordered = explained.toSorted((left, right) => rank(left) - rank(right));
  if (ordered.length <= mostChanges) return ordered;
  const hidden = ordered.slice(mostChanges - 1);
  const change: RootChange = {
    kind: 'unexplained',
    title: `${hidden.length} more changes than a person can read`,
    detail: 'The station does not ask anybody to sign for so many changes at once.',
    old: null,
    new: null,
  };
  const leaves = hidden.flatMap((entry) => entry.leaves);
  return [{ topic: 'rest', change, leaves }, ...ordered.slice(0, mostChanges - 1)];
}

function countMembers(ledger: Ledger, explained: readonly Explained[]): MemberCount {
  const open = new Set(
    explained.flatMap(({ change, leaves }) => (change.kind === 'unexplained' ? leaves : [])),
  );
  const pairs = [...ledger.pairs.values()].filter(({ key }) => !open.has(key));
  const unchanged = pairs.filter(({ same }) => same).length;
  return {
    total: ledger.pairs.size,
    changed: pairs.length - unchanged,
    unchanged,
    unexplained: open.size,
  };
}

const mostRows = 2000;

function sideBySide(pairs: readonly LeafPair[]): readonly SideBySideRow[] {
  // In a file too large to show whole, what changed is shown before what did not.
  const shown =
    pairs.length <= mostRows
      ? pairs
      : [...pairs.filter(({ same }) => !same), ...pairs.filter(({ same }) => same)];
  return shown.slice(0, mostRows).map(({ path, old, new: now, same }) => ({
    member: quoted(pathText(path), 200),
    old: old === null ? null : quoted(old.text, 2000),
    new: now === null ? null : quoted(now.text, 2000),
    same,
  }));
}
