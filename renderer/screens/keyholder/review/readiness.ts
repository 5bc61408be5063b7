import { rowLetters, rowsInWords } from '../../rows-in-words.ts';
import type { Review } from '../../../../src/contract/review.ts';

/** What the person has done on this screen so far. */
export interface Reading {
  /** The last change has been in view. */
  readonly lastChangeSeen: boolean;
  /** Rows A to H, as 0 to 7, that agreed with the second device. */
  readonly compared: ReadonlySet<number>;
  /** Rows that did not agree. */
  readonly differing: ReadonlySet<number>;
}

/** Why the primary action sleeps. */
export interface Missing {
  readonly kind: 'stopped' | 'unexplained' | 'differs' | 'unread' | 'uncompared';
  readonly sentence: string;
}

/**
 * What is missing before the person can go on to sign, or null when nothing is.
 * What speaks against signing comes before what is merely still to be done.
 */
export function whatIsMissing(review: Review, reading: Reading): Missing | null {
  if (review.problem !== null)
    return { kind: 'stopped', sentence: 'The station stopped here. Nothing can be signed yet.' };
  if (review.members.unexplained > 0)
    return { kind: 'unexplained', sentence: unexplained(review.members.unexplained) };
  if (reading.differing.size > 0)
    return { kind: 'differs', sentence: differing(reading.differing) };
  if (!reading.lastChangeSeen)
    return { kind: 'unread', sentence: 'Read to the last change first.' };
  const open = new Set([...rowLetters.keys()].filter((row) => !reading.compared.has(row)));
  return open.size === 0 ? null : { kind: 'uncompared', sentence: uncompared(open) };
}

function unexplained(count: number): string {
  return count === 1
    ? 'One member is not explained. It cannot be signed for.'
    : `${count} members are not explained. They cannot be signed for.`;
}

function differing(rows: ReadonlySet<number>): string {
  const verb = rows.size === 1 ? 'differs' : 'differ';
  return `${rowsInWords(rows)} ${verb} on the second device. Do not sign. Tell the host.`;
}

function uncompared(rows: ReadonlySet<number>): string {
  return rows.size === rowLetters.length
    ? 'Compare the eight rows with a second device first.'
    : `Still to compare: ${rowsInWords(rows).replace('R', 'r')}.`;
}
