import { holdersOf, keyholdersOf } from '../../../src/ceremony/roster.ts';
import { scriptState } from '../../../src/ceremony/script-state.ts';
import { stateOf } from '../../../src/ceremony/state.ts';
import type { WitnessView } from '../../../src/contract/witness-screen.ts';
import type { WitnessFacts } from './facts.ts';
import type { Situation, WitnessedSeat } from './situation.ts';

type Progress = NonNullable<WitnessView['progress']>;

/** How far the ceremony is, counted in people: their signatures once a root is staged, their keys before. */
export function progressShown(
  seat: WitnessedSeat,
  facts: WitnessFacts,
  now: Situation,
): Progress | null {
  if (facts.root !== null && now.about !== 'key' && now.about !== 'plan') {
    const { signed } = facts.root;
    return counted('signed', keyholdersOf(seat.plan), now, (id) => {
      const key = facts.held.get(id);
      return key !== undefined && signed.includes(key.spki);
    });
  }
  if (seat.role === 'keyholder') return ownSteps(seat);
  const holders = holdersOf(seat.plan);
  const people = seat.plan.participants.filter(({ id }) => holders.has(id));
  return counted('keys confirmed', people, now, confirmed(seat, facts));
}

/** In a script the key is confirmed when its act is closed; without one, when it has come in. */
function confirmed({ plan, records }: WitnessedSeat, { held }: WitnessFacts) {
  const state = scriptState(plan, records);
  if (state.phase === 'not-begun') return (id: string): boolean => held.has(id);
  const closed = new Set(state.done.map(({ planned }) => planned.id));
  return (id: string): boolean => closed.has(`key.${id}`);
}

/** On a keyholder's own station the others are not known. */
function ownSteps({ plan, records, you }: WitnessedSeat): Progress | null {
  const person = plan.participants.find(({ id }) => id === you);
  if (person === undefined) return null;
  const { steps } = stateOf(plan, records, person.id);
  const done = steps.filter((step) => step.done).length;
  const state = done === steps.length ? ('done' as const) : ('now' as const);
  return { done, of: steps.length, what: 'steps done', people: [{ name: nameOf(person), state }] };
}

function counted(
  what: string,
  people: readonly { readonly id: string; readonly name: string }[],
  { who, about }: Situation,
  isDone: (id: string) => boolean,
): Progress | null {
  if (people.length === 0) return null;
  const acting = about === 'nothing' ? [] : who.filter((id) => !isDone(id));
  return {
    done: people.filter(({ id }) => isDone(id)).length,
    of: people.length,
    what,
    people: people.slice(0, 64).map((person) => ({
      name: nameOf(person),
      // Where many act at once, nobody is pointed at.
      state: isDone(person.id)
        ? 'done'
        : acting.length === 1 && acting[0] === person.id
          ? 'now'
          : 'next',
    })),
  };
}

function nameOf({ name }: { readonly name: string }): string {
  return name.slice(0, 200);
}
