import type { Participant, Plan, PlanFields } from './plan.ts';

/** The participant with this id, or null. */
export function participantOf(plan: PlanFields, id: string): Participant | null {
  return plan.participants.find((participant) => participant.id === id) ?? null;
}

/** Everybody who signs the root as a keyholder, in the order of the plan. */
export function keyholdersOf(plan: PlanFields): readonly Participant[] {
  return plan.participants.filter(({ duties }) => duties.includes('keyholder'));
}

/** Keyholders whose keys the new root does not have: they sign for the version before, once more. */
export function leaversOf(plan: PlanFields): readonly Participant[] {
  return keyholdersOf(plan).filter(({ id }) => !plan.tuf.holders.includes(id));
}

/** Everybody whose key stands in some role of the plan: root, a top-level role or a delegation. */
export function holdersOf(plan: PlanFields): ReadonlySet<string> {
  const { holders, roles, delegations } = plan.tuf;
  return new Set(
    [
      holders,
      ...Object.values(roles).map((role) => role.holders),
      ...delegations.map((role) => role.holders),
    ].flat(),
  );
}

/** Who has the token with this serial by the plan, or null. */
export function holderOfSerial(plan: Plan, serial: string): Participant | null {
  return plan.participants.find(({ token }) => token !== 'practice' && token === serial) ?? null;
}
