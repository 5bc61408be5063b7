import type { PresentToken } from '../tokens/token.ts';
import { type Seated, tokenQuestion } from './token-at-hand.ts';
import { isPlanned, tokenView } from './token-view.ts';

/** What is to be done to a token itself: everything on it goes, its PIN changes, or one practice key goes. */
export type CareAct = 'set-up' | 'pin' | 'remove-key';

/**
 * Why this must not be done to this token here, in one sentence, or null. In a ceremony only the token that the plan
 * names for this person is touched, and never so that a key of this ceremony is lost; without one, the person chooses.
 * @param rehearsalOnly why this station is for practice only, or null
 */
export function careLock(
  token: PresentToken,
  act: CareAct,
  ceremony: Seated | null,
  rehearsalOnly: string | null,
): string | null {
  if (token.trouble !== null) return tokenView(token, '', null).lock;
  if (ceremony === null) {
    return rehearsalOnly === null || token.practice
      ? null
      : `${rehearsalOnly} It touches practice tokens only.`;
  }
  const question = tokenQuestion(ceremony);
  if (question === null) return 'Say who you are first.';
  const { mode } = question.plan;
  if (mode === 'real' && token.practice) return 'For rehearsals only. This is a real ceremony.';
  if (mode === 'rehearsal' && !token.practice)
    return 'It may hold real keys. This is a rehearsal, so it stays as it is.';
  if (!isPlanned(token, question))
    return 'The plan does not name it for you. Nothing is written to it.';
  return act !== 'pin' && holdsKeyOf(ceremony, token)
    ? 'It holds a key of this ceremony, which stays as it is.'
    : null;
}

/** A key that was made or taken up here, or whose making was cut off. One whose making stopped in words was never of this ceremony. */
function holdsKeyOf({ records }: Seated, { serial }: PresentToken): boolean {
  let holds = false;
  let begun = false;
  for (const { kind, data } of records) {
    if (kind === 'key.intended' && data.serial === serial) begun = true;
    if (kind === 'act.stopped' && data.act === 'key' && data.serial === serial) begun = false;
    if ((kind === 'key.made' || kind === 'key.adopted') && data.serial === serial) holds = true;
  }
  return holds || begun;
}
