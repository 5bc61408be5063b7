import type { PlanFields } from './plan-schema.ts';
import { type Contradiction, isLater } from './plan-role-rules.ts';

/** What the day says about a plan whose own day has passed. */
export interface PlanAgainstToday {
  /** Roles whose metadata would have expired by now, in the order of the plan: it cannot be carried out any more. */
  readonly expired: readonly Contradiction[];
  /** That the day has passed; null while it has not. It stops nothing by itself. */
  readonly late: Contradiction | null;
}

/**
 * Holds a plan against the day on which somebody looks at it. Until the plan's own day that day decides, and `parsePlan`
 * has compared every expiry with it; afterwards today does. Plans are read without this: one of last year stays a plan.
 *
 * @param today `YYYY-MM-DD`
 */
export function againstToday(plan: PlanFields, today: string): PlanAgainstToday {
  if (plan.date >= today) return { expired: [], late: null };
  return {
    expired: rolesOf(plan).flatMap(({ steps, expires }) =>
      isLater(expires, today) ? [] : [expiredBy(today, steps, expires)],
    ),
    late: {
      steps: ['date'],
      message: 'the day of the plan has passed',
      expected: `${today} or later`,
      found: plan.date,
      hint: 'If the ceremony is still to come, give it a day that is to come.',
    },
  };
}

interface DatedRole {
  readonly steps: Contradiction['steps'];
  readonly expires: string;
}

/** A delegate signs its one role; the root that its plan is read with is nobody's. */
function rolesOf({ kind, tuf }: PlanFields): readonly DatedRole[] {
  const delegated = tuf.delegations.map(({ expires }, index) => ({
    steps: ['tuf', 'delegations', index, 'expires'],
    expires,
  }));
  if (kind === 'delegation') return delegated;
  const { targets, snapshot, timestamp } = tuf.roles;
  return [
    { steps: ['tuf', 'expires'], expires: tuf.expires },
    { steps: ['tuf', 'roles', 'targets', 'expires'], expires: targets.expires },
    { steps: ['tuf', 'roles', 'snapshot', 'expires'], expires: snapshot.expires },
    { steps: ['tuf', 'roles', 'timestamp', 'expires'], expires: timestamp.expires },
    ...delegated,
  ];
}

function expiredBy(today: string, steps: Contradiction['steps'], expires: string): Contradiction {
  return {
    steps,
    message: 'the day of the plan has passed, and the metadata would have expired by now',
    expected: `a time after ${today}`,
    found: expires,
    hint: 'Correct the date of the ceremony and the expiry. If today is another day, set the clock.',
  };
}
