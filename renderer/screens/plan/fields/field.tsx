import { type ReactNode, useId } from 'react';
import type { PlanSteps } from '../../../../src/ceremony/plan-edit/plan-value.ts';
import type { Editing } from '../editing.ts';
import { faultsOf } from './faults.tsx';

/** What every field of a plan is given: the plan, the member that it shows, and its words. */
export interface FieldProps {
  editing: Editing;
  steps: PlanSteps;
  label: string;
  hint?: string;
  /** An empty field takes the member out. */
  optional?: boolean;
}

/** Ids and facts that every field of a plan needs. */
export function useField({ editing, steps, hint }: FieldProps, below = false) {
  const id = useId();
  const faulty = faultsOf(editing.draft, steps, below).length > 0;
  const described = [hint === undefined ? '' : `${id}-hint`, faulty ? `${id}-faults` : '']
    .filter((one) => one !== '')
    .join(' ');
  return {
    id,
    attributes: {
      'aria-invalid': faulty ? ('true' as const) : undefined,
      'aria-describedby': described === '' ? undefined : described,
    },
  };
}

/** What to know about a field, under it. */
export function Hint({ id, text }: { id: string; text: string | undefined }) {
  return text === undefined ? null : (
    <p className="hint" id={`${id}-hint`}>
      {text}
    </p>
  );
}

/** Fields of one thing, side by side where there is room. */
export function FieldGroup({ children }: { children: ReactNode }) {
  return <div className="plan-fields">{children}</div>;
}
