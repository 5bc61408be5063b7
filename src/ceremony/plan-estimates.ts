import { RehearsalError } from './ceremony-error.ts';
import { durationText } from './duration.ts';
import type { PlanEdit } from './plan-edit/plan-value.ts';
import type { Plan, PlanFields } from './plan.ts';
import type { TranscriptRecord } from './record.ts';
import { actNames, plannedActs } from './script.ts';
import { scriptState } from './script-state.ts';

/** Seconds for acts, by their names in the plan. */
export type Estimates = ReadonlyMap<string, number>;

/**
 * What each act of a rehearsal took, for the plan that was rehearsed.
 * @param rehearsed the plan in the rehearsal's folder
 * @throws RehearsalError `rehearsal.other-acts` if that one has other acts
 */
export function measuredEstimates(
  plan: PlanFields,
  rehearsed: Plan,
  records: readonly TranscriptRecord[],
): Estimates {
  const [own, theirs] = [actsOf(plan), actsOf(rehearsed)];
  if (own.join('\n') !== theirs.join('\n')) {
    throw new RehearsalError('rehearsal.other-acts', 'this is not a rehearsal of this plan', {
      expected: 'the same acts in both',
      found: `${own.length} acts in the plan, and ${theirs.length} others rehearsed`,
      hint: 'Rehearse the plan as it is now, and take the times of that.',
      notDone: ['No estimate was written.'],
    });
  }
  const { done } = scriptState(rehearsed, records);
  return new Map(done.map(({ planned, took }) => [planned.id, took]));
}

/**
 * What a rehearsal without people says of a plan: the station types no PIN and walks to no table, so it can show that
 * an estimate is too short, and never that it is too long.
 */
export function neverShorter(plan: PlanFields, measured: Estimates): Estimates {
  return new Map(
    plannedActs(plan).flatMap(({ id, estimate }) => {
      const seconds = measured.get(id);
      return seconds === undefined ? [] : [[id, Math.max(estimate, seconds)]];
    }),
  );
}

/**
 * The changes that write these estimates into a plan's text. An act that the plan does not name yet gets an entry where
 * it belongs, so that the plan's own acts stay where they are.
 */
export function estimateEdits(plan: PlanFields, estimates: Estimates): readonly PlanEdit[] {
  const names = actNames(plan);
  const entries: string[] = (plan.script?.acts ?? []).map((entry, index) =>
    'act' in entry ? entry.act : `own.${index + 1}`,
  );
  const edits: PlanEdit[] = [];
  for (const { id } of plannedActs(plan)) {
    const seconds = estimates.get(id);
    if (seconds === undefined) continue;
    const estimate = durationText(Math.max(1, Math.ceil(seconds)));
    const there = entries.indexOf(id);
    if (there >= 0) {
      edits.push({
        kind: 'set',
        steps: ['script', 'acts', there, 'estimate'],
        value: estimate,
      });
      continue;
    }
    const later = entries.findIndex((name) => names.indexOf(name) > names.indexOf(id));
    const index = later < 0 ? entries.length : later;
    entries.splice(index, 0, id);
    edits.push({ kind: 'insert', steps: ['script', 'acts'], index, value: { act: id, estimate } });
  }
  return edits;
}

function actsOf(plan: PlanFields): readonly string[] {
  return plannedActs(plan).map(({ id, title }) => `${id} ${title}`);
}
