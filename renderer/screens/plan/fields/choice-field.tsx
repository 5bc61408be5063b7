import type { PlanSteps } from '../../../../src/ceremony/plan-edit/plan-value.ts';
import { textAt } from '../editing.ts';
import { Faults } from './faults.tsx';
import { type FieldProps, Hint, useField } from './field.tsx';

/** One of a few words that the format has. */
export function ChoiceField(
  props: FieldProps & { options: readonly (readonly [value: string, label: string])[] },
) {
  const { editing, steps, label, hint, optional = false, options } = props;
  const { id, attributes } = useField(props);
  const value = textAt(editing, steps);
  const known = options.some(([one]) => one === value);
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="field"
        value={value}
        aria-disabled={editing.fixed ? true : undefined}
        {...attributes}
        onChange={(event) => editing.edit(chosen(steps, event.target.value, optional))}
      >
        {known && !optional ? null : (
          <option value={known ? '' : value}>{unknownWord(known ? '' : value)}</option>
        )}
        {known || value === '' || !optional ? null : <option value="">Not in the plan</option>}
        {options.map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
      <Hint id={id} text={hint} />
      <Faults editing={editing} steps={steps} id={`${id}-faults`} />
    </div>
  );
}

function unknownWord(value: string): string {
  return value === '' ? 'Not in the plan' : `Not a choice: ${value}`;
}

function chosen(steps: PlanSteps, value: string, optional: boolean) {
  if (value === '' && optional) return { kind: 'remove', steps } as const;
  const known = value === 'true' ? true : value === 'false' ? false : value;
  return { kind: 'set', steps, value: known } as const;
}
