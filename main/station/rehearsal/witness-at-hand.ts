import type { PlanFields } from '../../../src/ceremony/plan.ts';
import { initialsOf, witnessesFor } from '../../../src/ceremony/witness.ts';

/** Who confirms an act, as a page would send it. */
export interface Witness {
  readonly witness: string | null;
  readonly initials: string;
}

/** The first person who may witness what this host does, played by the station; nobody where there is nobody else. */
export function witnessAtHand(plan: PlanFields, host: string): Witness {
  const [first] = witnessesFor(plan, host);
  return first === undefined
    ? { witness: null, initials: '' }
    : { witness: first.id, initials: initialsOf(first.name) };
}
