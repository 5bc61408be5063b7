import { participantOf } from '../../../src/ceremony/roster.ts';
import { stateOf } from '../../../src/ceremony/state.ts';
import { Serial } from '../../../src/contract/values.ts';
import type { WitnessView } from '../../../src/contract/witness-screen.ts';
import type { WitnessFacts } from './facts.ts';
import type { WitnessedSeat } from './situation.ts';

/** The device of the one person who acts: as it was chosen here, else as its key came in or as the plan has it. */
export function deviceOf(
  { plan, records }: WitnessedSeat,
  facts: WitnessFacts | null,
  who: readonly string[],
): WitnessView['device'] {
  const [id, another] = who;
  if (id === undefined || another !== undefined) return null;
  const practice = plan.mode === 'rehearsal';
  const chosen = stateOf(plan, records, id).token?.data ?? null;
  if (chosen !== null)
    return { model: chosen.model.slice(0, 60), serial: serialOf(chosen.serial), practice };
  const planned = participantOf(plan, id)?.token;
  const serial = facts?.held.get(id)?.serial ?? (planned === 'practice' ? undefined : planned);
  return serial === undefined ? null : { model: '', serial: serialOf(serial), practice };
}

function serialOf(text: string): string | null {
  const serial = Serial.safeParse(text);
  return serial.success ? serial.data : null;
}
