import type { CeremonyView } from '../../../../src/contract/ceremony.ts';
import type { TokenList, TokenView } from '../../../../src/contract/tokens.ts';

/** The token that is marked when nobody has chosen yet: the planned one, or the only one. Never a guess among several. */
export function preferred(usable: readonly TokenView[]): TokenView | null {
  const planned = usable.find((token) => token.planned);
  return planned ?? (usable.length === 1 ? (usable[0] ?? null) : null);
}

/** What the plan says of this person's token, in one or two sentences. */
export function leadFor(list: TokenList, ceremony: CeremonyView): string {
  const you = ceremony.participants.find((person) => person.id === ceremony.you);
  if (you === undefined || you.token === null) return 'The plan names no token for you.';
  if (you.token === 'practice') {
    return 'The plan lets you use any practice token. It is kept in a file on this machine.';
  }
  return list.tokens.some((token) => token.planned)
    ? 'The plan names one for you. Compare its number with the one printed on the device.'
    : `The plan names ${you.token} for you. It is not plugged in.`;
}
