import type { PlanFields } from '../plan.ts';
import { participantOf } from '../roster.ts';

export type Edition = 'full' | 'public';

/** How minutes call the people of a plan. */
export interface People {
  /** By id; what no participant is, such as an online key, as it is. null for the station itself. */
  name(id: string | null): string | null;
  /** A sentence of the record with every name and id in it as these minutes call them. */
  inWords(sentence: string): string;
}

/**
 * The full edition calls people by their names. The public one by their part and number in the order of the plan, so that
 * acts of one person can still be followed.
 */
export function peopleOf(plan: PlanFields, edition: Edition): People {
  const called = new Map(
    plan.participants.map(({ id, name }, index) => [
      id,
      edition === 'full' ? name : partOf(plan, index),
    ]),
  );
  const said = edition === 'full' ? new Map<string, string>() : saidNames(plan, called);
  const anyName = new RegExp([...said.keys()].map(literally).join('|'), 'g');
  return {
    name: (id) => (id === null ? null : (called.get(id) ?? id)),
    // In one pass: what somebody is called must not be taken for a name in turn.
    inWords: (sentence) =>
      said.size === 0 ? sentence : sentence.replaceAll(anyName, (name) => said.get(name) ?? ''),
  };
}

/** Names and ids as they may stand in a sentence, longest first, so that no name is cut by a shorter one. */
function saidNames(
  plan: PlanFields,
  called: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(
    plan.participants
      .flatMap(({ id, name }) => [id, name].map((text) => [text, called.get(id) ?? ''] as const))
      .filter(([text]) => text !== '')
      .toSorted(([left], [right]) => right.length - left.length),
  );
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function partOf(plan: PlanFields, index: number): string {
  const duty = dutyOf(plan, index);
  const alike = plan.participants.flatMap((_, other) =>
    dutyOf(plan, other) === duty ? other : [],
  );
  return alike.length === 1 ? duty : `${duty} ${alike.indexOf(index) + 1}`;
}

function dutyOf(plan: PlanFields, index: number): 'Keyholder' | 'Host' | 'Witness' {
  const duties = plan.participants[index]?.duties ?? [];
  if (duties.includes('keyholder')) return 'Keyholder';
  return duties.includes('host') ? 'Host' : 'Witness';
}

/** What the plan calls the duties of a participant, in words. */
export function dutiesOf(plan: PlanFields, id: string): readonly string[] {
  return participantOf(plan, id)?.duties ?? [];
}
