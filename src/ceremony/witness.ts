import { StationError } from '../encoding/station-error.ts';
import type { Participant, PlanFields } from './plan.ts';

/** Raised for a witness whom the plan does not have as one, or initials that are not theirs. */
export class WitnessError extends StationError<'witness.not-one' | 'witness.initials'> {}

/** Somebody who may witness, with initials that are theirs. Only `witnessed` makes one: the class stays in this file. */
class Checked {
  readonly #checked = true;
  readonly witness: string | null;
  readonly initials: string;

  constructor(witness: string | null, initials: string) {
    this.witness = witness;
    this.initials = initials;
  }

  get checked(): true {
    return this.#checked;
  }
}

export type ClosingWitness = Checked;

/**
 * Who can witness what this host does: those with the duty, or, in a plan that gives it to nobody, everybody else.
 * @param host the participant id of whoever runs the script
 */
export function witnessesFor(plan: PlanFields, host: string): readonly Participant[] {
  const others = plan.participants.filter(({ id }) => id !== host);
  const named = others.filter(({ duties }) => duties.includes('witness'));
  return named.length > 0 ? named : others;
}

/**
 * Checks a witness and the initials that this person typed.
 * @param witness a participant id; null only where the plan has nobody beside the host
 * @throws WitnessError
 */
export function witnessed(
  plan: PlanFields,
  host: string,
  witness: string | null,
  initials: string,
): ClosingWitness {
  const possible = witnessesFor(plan, host);
  const person = possible.find(({ id }) => id === witness) ?? null;
  if (person === null && (possible.length > 0 || witness !== null)) {
    throw new WitnessError('witness.not-one', 'this is not for this person to witness', {
      expected: possible.map(({ name }) => name).join(', ') || 'nobody: the plan has only the host',
      found: witness === null ? 'nobody' : 'somebody else',
      hint: 'Choose a witness from the list.',
      notDone: ['Nothing was recorded.'],
    });
  }
  if (person === null) return new Checked(null, '');
  const own = initialsOf(person.name);
  if (initials.trim().toLocaleUpperCase('und') !== own) {
    throw new WitnessError('witness.initials', `these are not the initials of ${person.name}`, {
      expected: own,
      found: 'other letters',
      hint: 'The witness types their own initials, as a signature under what was seen.',
      notDone: ['Nothing was recorded.'],
    });
  }
  return new Checked(person.id, own);
}

/** The first letters of the first and the last part of a name, in capitals. */
export function initialsOf(name: string): string {
  const parts = name.split(/[\s]+/u).filter((part) => /\p{L}|\p{N}/u.test(part));
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends
    .map((part) => /[\p{L}\p{N}]\p{M}*/u.exec(part ?? '')?.[0] ?? '')
    .join('')
    .toLocaleUpperCase('und')
    .normalize('NFC');
}
