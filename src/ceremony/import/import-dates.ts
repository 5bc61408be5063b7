import type { JsonObject } from '../../encoding/json.ts';
import type { Metadata } from '../../tuf/metadata.ts';

const day = 86_400_000;

/** How many days a role of this kind is good for where nothing says it. */
export const usualDays = { root: 182, targets: 182, snapshot: 21, timestamp: 7 } as const;

/** A proposal for an expiry, and what it rests on, in words. */
export interface ProposedExpiry {
  readonly expires: string;
  readonly because: string;
}

/**
 * Proposes when the next version of a role expires, counted from the day of the ceremony: as long as tuf-on-ci's
 * settings say, else as long after the newest version's predecessor as the newest one is, else a usual time.
 * @param signed the object that may say the period: the role's own metadata, or its entry in the root
 */
export function proposedExpiry(
  today: string,
  {
    newest,
    before,
    signed,
    usual,
  }: {
    readonly newest: Metadata | null;
    readonly before: Metadata | null;
    readonly signed: JsonObject | null;
    readonly usual: number;
  },
): ProposedExpiry {
  const was = newest === null ? '' : `; it was ${newest.expires.text.slice(0, 10)}`;
  const period = signed?.['x-tuf-on-ci-expiry-period'];
  if (typeof period === 'number' && Number.isInteger(period) && period > 0 && period < 36_500)
    return { expires: after(today, period), because: `${period} days, as tuf-on-ci has it${was}` };
  const step =
    newest === null || before === null
      ? 0
      : Math.round((newest.expires.ms - before.expires.ms) / day);
  if (step > 0 && step < 3660)
    return { expires: after(today, step), because: `${step} days, as the version before${was}` };
  return { expires: after(today, usual), because: `${usual} days, a proposal${was}` };
}

function after(today: string, days: number): string {
  const later = new Date(Date.parse(`${today}T00:00:00Z`) + days * day);
  return `${later.toISOString().slice(0, 10)}T00:00:00Z`;
}
