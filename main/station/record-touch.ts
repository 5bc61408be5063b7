import type { Plan } from '../../src/ceremony/plan.ts';
import type { TranscriptRecord } from '../../src/ceremony/record.ts';
import type { PresentToken } from '../tokens/token.ts';
import { TouchCountdown } from './token-touch.ts';
import { isYubikey } from './yubikey/is-yubikey.ts';

/** Milliseconds after which a token that does not tell its touch policy is taken to wait for a finger. */
export const waitsForTouch = 400;

/** Whose token signs the record, and what is known of it. */
interface RecordSignerAtHand {
  readonly plan: Plan;
  readonly records: readonly TranscriptRecord[];
  readonly participant: string;
  readonly token: PresentToken;
}

/**
 * The countdown for a token that signs the record and may want a finger; null for one that never does: a practice token
 * in a file, or a key whose touch policy is "never". A YubiKey's policy is the one that it certified; where it
 * certified none, the plan's.
 * @param tell called with the seconds left for the touch
 */
export function recordTouch(
  { plan, records, participant, token }: RecordSignerAtHand,
  tell: (secondsLeft: number) => void,
): TouchCountdown | null {
  const yubikey = isYubikey(token);
  if (!yubikey && plan.mode === 'rehearsal') return null;
  const accepted = records.findLast(
    (each) =>
      each.kind === 'evidence.accepted' &&
      each.participant === participant &&
      each.data.serial === token.serial,
  );
  const certified = accepted?.kind === 'evidence.accepted' ? accepted.data.touchPolicy : null;
  const policy = (yubikey ? certified : null) ?? plan.keys.touch;
  return policy === 'never' ? null : new TouchCountdown(tell, yubikey ? 0 : waitsForTouch);
}
