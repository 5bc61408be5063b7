import type { Editing } from '../../../../../renderer/screens/plan/editing.ts';
import { draftOf } from '../../../../../src/ceremony/plan-draft.ts';
import type { PlanEdit } from '../../../../../src/ceremony/plan-edit/plan-value.ts';
import { planText } from '../../../../../src/ceremony/plan.ts';
import { fullFields } from '../../../../ceremony/sample-plan.ts';

/** A plan that is edited, and what was changed in it. */
export interface Edited {
  readonly editing: Editing;
  readonly edits: readonly PlanEdit[];
}

/** The full sample plan, with these changes to its text, and what a field does to it. */
export function edited({
  replace = ['', ''],
  fixed = false,
}: {
  readonly replace?: readonly [from: string, to: string];
  readonly fixed?: boolean;
} = {}): Edited {
  const text = planText(fullFields());
  if (!text.includes(replace[0])) throw new Error(`the plan has no ${replace[0]}`);
  const changed = text.replace(...replace);
  const edits: PlanEdit[] = [];
  const edit = (...all: readonly PlanEdit[]): void => void edits.push(...all);
  const editing: Editing = {
    text: changed,
    draft: draftOf(changed),
    fixed,
    edit,
    type: () => undefined,
    undo: null,
  };
  return { editing, edits };
}
