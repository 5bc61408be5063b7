import { itemsAt, ticked } from '../editing.ts';
import { Faults } from './faults.tsx';
import { type FieldProps, Hint, useField } from './field.tsx';

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
