import type { Contradiction } from './plan-role-rules.ts';
import type { PlanFields } from './plan-schema.ts';
import { keyholdersOf } from './roster.ts';
import { actNames } from './script.ts';

/** The first contradiction in the script: an act that this ceremony does not have, twice, or in another order. */
export function contradictionInScript(plan: PlanFields): Contradiction | null {
  if (plan.script === undefined) return null;
  return actsOutOfOrder(plan, plan.script.acts) ?? checkpointsAstray(plan);
}

function actsOutOfOrder(
  plan: PlanFields,
  acts: NonNullable<PlanFields['script']>['acts'],
): Contradiction | null {
  const names = actNames(plan);
  let last = -1;
  for (const [index, entry] of acts.entries()) {
    if (!('act' in entry)) continue;
    const place = names.indexOf(entry.act);
    const steps = ['script', 'acts', index, 'act'];
    if (place < 0) return unknownAct(steps, names);
    if (place <= last) {
      return {
        steps,
        message: 'an act stands where it cannot happen',
        expected: `the order ${names.join(', ')}`,
        found: `${entry.act} after ${names[last]}`,
        hint: 'Move the act up, or take it out: the station puts it where it belongs.',
      };
    }
    last = place;
  }
  return null;
}

function checkpointsAstray(plan: PlanFields): Contradiction | null {
  const names = actNames(plan);
  const keyholders = keyholdersOf(plan).map(({ id }) => id);
  const seen = new Set<string>();
  for (const [index, { after, by }] of (plan.script?.checkpoints ?? []).entries()) {
    const steps = ['script', 'checkpoints', index];
    if (!names.includes(after)) return unknownAct([...steps, 'after'], names);
    if (seen.has(after)) {
      return {
        steps: [...steps, 'after'],
        message: 'two checkpoints follow one act',
        expected: 'at most one after each act',
        found: `a second one after ${after}`,
        hint: 'Put everybody who signs into one of the two.',
      };
    }
    seen.add(after);
    const stranger = by.findIndex((id, at) => !keyholders.includes(id) || by.indexOf(id) < at);
    if (stranger >= 0) {
      return {
        steps: [...steps, 'by', stranger],
        message: 'a checkpoint is signed by somebody who cannot sign it',
        expected: 'keyholders, each once',
        found: 'a participant without a key, or one of them twice',
        hint: 'Name keyholders who are present, each once.',
      };
    }
  }
  return null;
}

function unknownAct(steps: readonly (string | number)[], names: readonly string[]): Contradiction {
  return {
    steps,
    message: 'this ceremony has no such act',
    expected: `one of ${names.join(', ')}`,
    found: 'another name',
    hint: 'Correct the name, or write an act of your own with own: and expected:.',
  };
}
