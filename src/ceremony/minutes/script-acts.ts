import type { Plan } from '../plan.ts';
import type { TranscriptRecord } from '../record.ts';
import type { PlannedAct } from '../script.ts';
import { scriptState } from '../script-state.ts';
import type { Minutes } from './minutes-schema.ts';
import type { People } from './people.ts';

/**
 * The acts of the script as they were run: what the plan gave each, what it took without pauses, and who confirmed its
 * end. Acts that were not closed are there with no time. Empty where the script was never begun.
 */
export function scriptActs(
  plan: Plan,
  records: readonly TranscriptRecord[],
  people: People,
): Minutes['script'] {
  const state = scriptState(plan, records);
  if (state.phase === 'not-begun') return [];
  const open = (act: PlannedAct): Minutes['script'][number] => ({
    act: act.id.split('.')[0] ?? act.id,
    title: people.inWords(act.title),
    planned: act.estimate,
    took: null,
    line: null,
    witness: null,
  });
  return [
    ...state.done.map(({ planned, took, closed }) => ({
      ...open(planned),
      took,
      line: closed.number,
      witness: people.name(closed.data.witness),
    })),
    ...('now' in state ? [open(state.now.planned)] : []),
    ...state.next.map(open),
  ];
}
