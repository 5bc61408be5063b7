import { rowLetters, rowsInWords } from '../../rows-in-words.ts';
import type { Review } from '../../../../src/contract/keyholder.ts';

/** What the person has done on this screen so far. */
export interface Reading {
  /** The last change has been in view. */
  readonly lastChangeSeen: boolean;
  /** Rows A to H, as 0 to 7, that agreed with the second device. */
  readonly compared: ReadonlySet<number>;
  /** Rows that did not agree. */
  readonly differing: ReadonlySet<number>;
}

/**
 * Why the primary action sleeps, in one sentence, or null when it is awake.
 * What speaks against signing comes before what is merely still to be done.
 */
export function whatIsMissing(review: Review, reading: Reading): string | null {
  if (review.problem !== null) return 'The station stopped here. Nothing can be signed yet.';
  const { unexplained } = review.members;
  if (unexplained > 0) return unexplainedSentence(unexplained);
  if (reading.differing.size > 0)
    return `${rowsInWords(reading.differing)} differ${reading.differing.size === 1 ? 's' : ''} on the second device. Do not sign. Tell the host.`;
  if (!reading.lastChangeSeen) return 'Read to the last change first.';
  const open = new Set([...rowLetters.keys()].filter((row) => !reading.compared.has(row)));
  if (open.size === 0) return null;
  return open.size === rowLetters.length
    ? 'Compare the eight rows with a second device first.'
    : `Still to compare: ${lowerFirst(rowsInWords(open))}.`;
}

function unexplainedSentence(count: number): string {
  return count === 1
    ? 'One member is not explained. It cannot be signed for.'
    : `${count} members are not explained. They cannot be signed for.`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
