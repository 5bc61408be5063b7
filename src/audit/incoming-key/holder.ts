import type { Claim } from '../../attestation/policy.ts';
import { holderOfSerial, holdersOf, onlineKeysOf, participantOf } from '../../ceremony/roster.ts';
import { serialInWords } from '../../ceremony/serial.ts';
import type { IncomingQuestion } from './question.ts';

/** Who or what has a key by the plan. */
export interface KeyHolder {
  readonly id: string;
  readonly name: string;
  /** It signed for the root in use, and has no place in the new one. */
  readonly former: boolean;
}

/** By the serial in the plan; where the plan takes any practice token, by what the work says of itself. */
export function holderOf({ plan, from, name }: IncomingQuestion, serial: string): KeyHolder | null {
  const online = onlineKeysOf(plan).find(
    (one) => one.id === name || (one.kind === 'token' && one.token === serial),
  );
  if (online !== undefined)
    return { id: online.id, name: `Online key ${online.id}`, former: false };
  const former = plan.participants.find(({ formerToken }) => formerToken === serial);
  if (former !== undefined) return { id: former.id, name: former.name, former: true };
  const bySerial = holderOfSerial(plan, serial);
  if (bySerial !== null) return { id: bySerial.id, name: bySerial.name, former: false };
  const claimed = from === null ? null : participantOf(plan, from);
  return claimed?.token === 'practice'
    ? { id: claimed.id, name: claimed.name, former: false }
    : null;
}

/** The line about the person: `stop` where the plan has the key for nobody, or for somebody else. */
export function ownerClaim(
  { plan, from }: IncomingQuestion,
  serial: string,
  holder: KeyHolder | null,
): Claim {
  const label = 'Person';
  const claimed = from === null ? null : participantOf(plan, from);
  if (holder === null)
    return {
      label,
      value: `Nobody in the plan has token ${serialInWords(serial)}`,
      why:
        claimed?.token === undefined || claimed.token === 'practice'
          ? 'It may be the key of another ceremony, or of another token. Ask whose it is.'
          : `The plan has ${serialInWords(claimed.token)} for ${claimed.name}. Ask which token was plugged in.`,
      state: 'stop',
    };
  if (claimed !== null && claimed.id !== holder.id)
    return {
      label,
      value: `${holder.name}, by the plan`,
      why: `It came in as the work of ${claimed.name}. Find out whose token it is.`,
      state: 'stop',
    };
  if (holder.former)
    return {
      label,
      value: `${holder.name}, the token from before`,
      why: 'It can sign for the root in use. It has no place in the new one.',
      state: 'note',
    };
  const used =
    holdersOf(plan).has(holder.id) ||
    (participantOf(plan, holder.id)?.duties.includes('keyholder') ?? false);
  return {
    label,
    value: holder.name,
    why: used ? 'As in the plan.' : 'The plan has no role for this key.',
    state: used ? 'ok' : 'note',
  };
}
