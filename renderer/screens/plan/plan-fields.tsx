import { useId, type ReactNode } from 'react';
import type { PlanSteps } from '../../../src/ceremony/plan-edit/plan-value.ts';
import type { PlanDraft } from '../../../src/ceremony/plan-draft.ts';
import { sentence } from '../../words.ts';
import { Icon } from '../../components/icon.tsx';
import { itemsAt, textAt, ticked, typed, type Editing } from './editing.ts';

interface FieldProps {
  editing: Editing;
  steps: PlanSteps;
  label: string;
  hint?: string;
  /** An empty field takes the member out. */
  optional?: boolean;
}

/** What is wrong at exactly this member, and at those below it that no field shows. */
function faultsOf({ problems }: PlanDraft, steps: PlanSteps, below: boolean) {
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

/** Ids and facts that every field of a plan needs. */
function useField({ editing, steps, hint }: FieldProps, below = false) {
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

/** A line of text, a number, a date or a time. */
export function TextField(
  props: FieldProps & {
    number?: boolean;
    mono?: boolean;
    /** Called when the field is left, in place of a change with each sign. */
    onSettle?: (text: string) => void;
  },
) {
  const { editing, steps, label, hint, optional = false, number = false, mono = false } = props;
  const { id, attributes } = useField(props);
  const value = textAt(editing, steps);
  const { onSettle } = props;
  const shared = {
    id,
    className: mono ? 'field mono' : 'field',
    autoComplete: 'off',
    spellCheck: false,
    inputMode: number ? ('numeric' as const) : undefined,
    readOnly: editing.fixed,
    ...attributes,
  };
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      {onSettle === undefined ? (
        <input
          {...shared}
          value={value}
          onChange={(event) => editing.edit(typed(steps, event.target.value, { number, optional }))}
        />
      ) : (
        <input
          key={value}
          {...shared}
          defaultValue={value}
          onBlur={(event) => {
            if (event.target.value !== value) onSettle(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
        />
      )}
      <Hint id={id} text={hint} />
      <Faults editing={editing} steps={steps} id={`${id}-faults`} />
    </div>
  );
}

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
          <option value={known ? '' : value}>{unknownWord(value)}</option>
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

/** Some of a list of names: a tick each. What the plan has and the list has not is shown, to be taken out. */
export function TicksField(
  props: FieldProps & { options: readonly (readonly [value: string, label: string])[] },
) {
  const { editing, steps, label, hint, options, optional = false } = props;
  const { id, attributes } = useField(props, true);
  const items = itemsAt(editing, steps);
  const strangers = items.flatMap((item): [string, string][] =>
    typeof item === 'string' && !options.some(([value]) => value === item)
      ? [[item, `${item} (unknown)`]]
      : [],
  );
  return (
    <fieldset className="plan-ticks" aria-describedby={attributes['aria-describedby']}>
      <legend>{label}</legend>
      <div className="row">
        {[...options, ...strangers].map(([value, word]) => (
          <label className="tick" key={value}>
            <input
              type="checkbox"
              checked={items.includes(value)}
              aria-disabled={editing.fixed ? true : undefined}
              onChange={(event) =>
                editing.edit(
                  ...ticked(editing, steps, { item: value, on: event.target.checked, optional }),
                )
              }
            />
            {word}
          </label>
        ))}
      </div>
      <Hint id={id} text={hint} />
      <Faults editing={editing} steps={steps} id={`${id}-faults`} below />
    </fieldset>
  );
}

/** A list of lines, one a line of the field. */
export function LinesField(props: FieldProps) {
  const { editing, steps, label, hint } = props;
  const { id, attributes } = useField(props, true);
  const lines = itemsAt(editing, steps).map(String).join('\n');
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <textarea
        key={lines}
        id={id}
        className="field mono"
        rows={Math.min(6, Math.max(2, lines.split('\n').length))}
        spellCheck={false}
        readOnly={editing.fixed}
        defaultValue={lines}
        {...attributes}
        onBlur={(event) => {
          const value = event.target.value.split('\n').filter((line) => line.trim() !== '');
          if (value.join('\n') !== lines) editing.edit({ kind: 'set', steps, value });
        }}
      />
      <Hint id={id} text={hint} />
      <Faults editing={editing} steps={steps} id={`${id}-faults`} below />
    </div>
  );
}

function Hint({ id, text }: { id: string; text: string | undefined }) {
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
