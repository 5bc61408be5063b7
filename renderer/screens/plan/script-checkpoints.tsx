import { Button } from '../../components/button.tsx';
import { peopleOptions } from './choices.ts';
import { ChoiceField } from './fields/choice-field.tsx';
import { FieldGroup } from './fields/field.tsx';
import { TicksField } from './fields/ticks-field.tsx';
import { itemsAt, textAt, type Editing } from './editing.ts';
import { ListItem } from './list-item.tsx';
import type { ActOptions } from './script-act.tsx';

/** Where the plan says after which acts the record is signed. */
export const checkpoints = ['script', 'checkpoints'] as const;

/** After which acts the record is signed, and by whom. */
export function ScriptCheckpoints({
  editing,
  options,
  onAdd,
}: {
  editing: Editing;
  options: ActOptions;
  onAdd: (after: string, by: string) => void;
}) {
  const count = itemsAt(editing, checkpoints).length;
  const people = peopleOptions(editing, 'keyholder');
  const taken = new Set(
    itemsAt(editing, checkpoints).map((_, index) =>
      textAt(editing, [...checkpoints, index, 'after']),
    ),
  );
  const known = options.map(([id]) => id);
  const usual = ['sign', 'publish', 'read'].filter((id) => known.includes(id));
  const free = [...usual, ...known].find((id) => !taken.has(id));
  const first = people[0]?.[0];
  return (
    <section className="plan-role">
      <h3>Signatures on the record</h3>
      <p className="hint">Each costs each signer one PIN and one touch, as the key policy says.</p>
      <ul className="plan-list">
        {Array.from({ length: count }, (_, index) => (
          <ListItem
            key={index}
            editing={editing}
            list={checkpoints}
            index={index}
            name={`Signature on the record ${index + 1}`}
            optional
          >
            <FieldGroup>
              <ChoiceField
                editing={editing}
                steps={[...checkpoints, index, 'after']}
                label="After the act"
                options={options}
              />
              <TicksField
                editing={editing}
                steps={[...checkpoints, index, 'by']}
                label="Who signs"
                options={people}
              />
            </FieldGroup>
          </ListItem>
        ))}
      </ul>
      {editing.fixed || first === undefined || free === undefined ? null : (
        <Button onPress={() => onAdd(free, first)}>Have the record signed</Button>
      )}
    </section>
  );
}
