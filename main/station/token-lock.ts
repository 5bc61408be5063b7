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

function holdsKeyOf(ceremony: Seated, token: PresentToken): boolean {
  return ceremony.records.some(
    (record) =>
      (record.kind === 'key.made' ||
        record.kind === 'key.adopted' ||
        record.kind === 'key.intended') &&
      record.data.serial === token.serial,
  );
}
