import type { Scheme } from '../keys/scheme.ts';
import type { OnlineKey, Participant, Plan, PlanFields } from './plan.ts';

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

/** The keys that sign snapshot and timestamp without a person, in the order of the plan. */
export function onlineKeysOf(plan: PlanFields): readonly OnlineKey[] {
  return plan.tuf.online ?? [];
}

/** The scheme of a participant's key, or of an online key: its own, or the one of the plan. */
export function schemeOf(plan: PlanFields, id: string): Scheme {
  const holder =
    participantOf(plan, id) ?? onlineKeysOf(plan).find((online) => online.id === id) ?? null;
  return holder?.scheme ?? plan.keys.scheme;
}

/** Whoever's key stands in some role of the plan, root, a top-level role or a delegation: participants and online keys. */
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
