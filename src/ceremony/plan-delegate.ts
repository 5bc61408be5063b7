import type { Contradiction } from './plan-role-rules.ts';
import type { PlanFields } from './plan-schema.ts';

/**
 * The plan of a delegate says its one role and nothing of a root: what the schema asks of `tuf` beside `delegations` is
 * filled in from that role, so that every reader finds who holds the keys. A plan of another kind, or one that says it
 * all, is returned as it is.
 *
 * @param value what YAML made of the file; not checked yet
 */
export function withDelegatesRoot(value: unknown): unknown {
  if (!isObject(value) || value['kind'] !== 'delegation' || !isObject(value['tuf'])) return value;
  const { tuf } = value;
  const [only] = Array.isArray(tuf['delegations']) ? tuf['delegations'] : [];
  if (!isObject(only)) return value;
  const { holders, threshold, expires } = only;
  const role = { holders, threshold, expires };
  return {
    ...value,
    tuf: {
      rootVersion: 1,
      ...role,
      consistentSnapshot: true,
      roles: { targets: role, snapshot: role, timestamp: role },
      ...tuf,
    },
  };
}

/** A delegate's plan has one role, and no other key than that role's. */
export function delegatesPlan(plan: PlanFields): Contradiction | null {
  if (plan.kind !== 'delegation') return null;
  const { delegations, roles, holders } = plan.tuf;
  const [only] = delegations;
  if (only === undefined || delegations.length > 1)
    return {
      steps: ['tuf', 'delegations'],
      message: 'the ceremony of a delegate makes one role',
      expected: 'one delegation',
      found: `${delegations.length}`,
      hint: 'Make a plan for each role. A delegator’s plan is of another kind.',
    };
  const others = [holders, ...Object.values(roles).map((role) => role.holders)];
  if (others.every((list) => list.join('\n') === only.holders.join('\n'))) return null;
  return {
    steps: ['tuf'],
    message: 'the plan of a delegate names holders of other roles',
    expected: 'the holders of its one delegation, or no other member beside it',
    found: 'others',
    hint: 'Leave everything but delegations out of tuf. No root is made in this ceremony.',
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
