import type { PlanDraft } from '../../../../src/ceremony/plan-draft.ts';
import type { PlanSteps } from '../../../../src/ceremony/plan-edit/plan-value.ts';
import { Icon } from '../../../components/icon.tsx';
import { sentence } from '../../../words.ts';
import type { Editing } from '../editing.ts';

/** What is wrong at exactly this member, and at those below it that no field shows. */
export function faultsOf({ problems }: PlanDraft, steps: PlanSteps, below: boolean) {
  return problems.filter(
    (problem) =>
      (below || problem.steps.length === steps.length) &&
      steps.every((step, depth) => problem.steps[depth] === step),
  );
}

/** The faults of a field, below it: what is wrong, and the way out. */
export function Faults({
  editing,
  steps,
  id,
  below = false,
}: {
  editing: Editing;
  steps: PlanSteps;
  id?: string;
  below?: boolean;
}) {
  const faults = faultsOf(editing.draft, steps, below);
  if (faults.length === 0) return null;
  return (
    <ul className="faults" id={id}>
      {faults.map(({ message, expected, hint, at }) => (
        <li key={`${at.line}:${at.column}:${message}`}>
          <Icon name="stop" />
          <span>
            <b>{sentence(message)}.</b> {expected === null ? '' : `Expected: ${expected}. `}
            {hint}
          </span>
        </li>
      ))}
    </ul>
  );
}
