import { itemsAt } from '../editing.ts';
import { Faults } from './faults.tsx';
import { type FieldProps, Hint, useField } from './field.tsx';

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
