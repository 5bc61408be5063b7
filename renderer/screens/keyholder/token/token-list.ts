import type { CeremonyView } from '../../../../src/contract/ceremony.ts';
import type { TokenList, TokenView } from '../../../../src/contract/tokens.ts';

/**
 * The one token that this person works with, or null: the one that they chose, else the one that the plan names. In a
 * rehearsal the plan may name any practice token, so that another one may stand first in the list.
 */
export function ownToken({ tokens, chosen }: TokenList): TokenView | null {
  const own = tokens.filter(
    ({ planned, serial }) => planned && serial !== null && (chosen === null || serial === chosen),
  );
  return own.length === 1 ? (own[0] ?? null) : null;
}

/**
 * The token that is marked before anybody presses one: the one that was chosen before, else the planned one, or the only
 * one. Never a guess among several that are not planned.
 */
export function preferred(
  usable: readonly TokenView[],
  chosen: string | null = null,
): TokenView | null {
  const before = usable.find(({ serial }) => serial !== null && serial === chosen);
  if (before !== undefined) return before;
  const planned = usable.find((token) => token.planned);
  return planned ?? (usable.length === 1 ? (usable[0] ?? null) : null);
}

/** What the plan says of this person's token, in one or two sentences. */
export function leadFor(list: TokenList, ceremony: CeremonyView): string {
  const you = ceremony.participants.find((person) => person.id === ceremony.you);
  if (you === undefined || you.token === null) return 'The plan names no token for you.';
  if (you.token === 'practice') {
    return 'The plan lets you use any practice token.';
  }
  return list.tokens.some((token) => token.planned)
    ? 'The plan names one for you. Compare its number with the one printed on the device.'
    : `The plan names ${you.token} for you. It is not plugged in.`;
}
