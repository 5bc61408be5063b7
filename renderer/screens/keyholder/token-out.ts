import type { CeremonyView } from '../../../src/contract/ceremony.ts';
import type { TokenList } from '../../../src/contract/tokens.ts';
import { useEvent, useLook } from '../../calls.ts';

/**
 * The number of this person's token while it is not plugged in, in every step from the choice of the token to the
 * signature; null while it is in, or is not needed. A practice token is a file, and is never out.
 */
export function useTokenOut(ceremony: CeremonyView): string | null {
  const look = useLook('tokens.list', null);
  useEvent('tokens.changed', look.set);
  return tokenOut(ceremony, look.value);
}

/** What `useTokenOut` says of one list; null before there is any. */
export function tokenOut(ceremony: CeremonyView, list: TokenList | null): string | null {
  const token = ceremony.participants.find(({ id }) => id === ceremony.you)?.token ?? null;
  if (list === null || token === null || token === 'practice') return null;
  if (ceremony.step === 'token' || ceremony.step === 'done') return null;
  return list.tokens.some(({ serial }) => serial === token) ? null : token;
}
