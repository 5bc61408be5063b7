import type { PlanFields, RolePolicy } from './plan-schema.ts';
import { onlineKeysOf, participantOf } from './roster.ts';

/** Two members of a plan that cannot both be meant. */
export interface Contradiction {
  /** The path of the member to correct. */
  readonly steps: readonly (string | number)[];
  readonly message: string;
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
}

/** The first contradiction in one role: who holds its keys, how many have to sign, and until when it is good. */
export function contradictionInRole(
  plan: PlanFields,
  steps: readonly (string | number)[],
  role: RolePolicy,
): Contradiction | null {
  const { holders, threshold, expires } = role;
  const online = new Set(onlineKeysOf(plan).map(({ id }) => id));
  const stranger = holders.findIndex((id) => participantOf(plan, id) === null && !online.has(id));
  if (stranger >= 0) {
    return {
      steps: [...steps, 'holders', stranger],
      message: 'a holder is no participant',
      expected: 'the id of a participant, or of an online key',
      found: 'an id that nobody has',
      hint: 'Add this person to the participants, or take the id out.',
    };
  }
  if (new Set(holders).size !== holders.length) {
    return {
      steps: [...steps, 'holders'],
      message: 'somebody holds two keys of one role',
      expected: 'each holder once',
      found: 'one of them twice',
      hint: 'Take the second one out. Thresholds count people, each once.',
    };
  }
  if (threshold > holders.length) {
    return {
      steps: [...steps, 'threshold'],
      message: 'the threshold is larger than the number of keys',
      expected: `at most ${holders.length}`,
      found: `${threshold}`,
      hint: 'Lower the threshold, or add holders.',
    };
  }
  if (!isReal(expires)) {
    return {
      steps: [...steps, 'expires'],
      message: 'the metadata would expire on a day, or at a time, that does not exist',
      expected: 'a day that the calendar has, hours to 23, minutes and seconds to 59',
      found: expires,
      hint: 'Correct the expiry.',
    };
  }
  if (!isLater(expires, plan.date)) {
    return {
      steps: [...steps, 'expires'],
      message: 'the metadata would have expired on the day of the ceremony',
      expected: `a time after ${plan.date}`,
      found: expires,
      hint: 'Correct the date of the ceremony, or the expiry.',
    };
  }
  return null;
}

/** A date and a time that there is: a calendar reads others as the next one that it has. */
function isReal(expires: string): boolean {
  const time = Date.parse(expires);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(expires.slice(0, 19));
}

/** Later than the whole day, and a date that the calendar has. */
export function isLater(expires: string, day: string): boolean {
  return isReal(expires) && expires.slice(0, 10) > day;
}
