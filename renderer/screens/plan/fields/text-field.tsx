import { textAt, typed } from '../editing.ts';
import { Faults } from './faults.tsx';
import { type FieldProps, Hint, useField } from './field.tsx';

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
