import { Button } from '../../components/button.tsx';
import { peopleOptions, yesNo } from './choices.ts';
import { itemsAt, textAt, type Editing } from './editing.ts';
import { ListItem } from './list-item.tsx';
import { LinesField } from './fields/lines-field.tsx';
import { TicksField } from './fields/ticks-field.tsx';
import { ChoiceField } from './fields/choice-field.tsx';
import { TextField } from './fields/text-field.tsx';
import { FieldGroup } from './fields/field.tsx';
import { Faults } from './fields/faults.tsx';

const list = ['tuf', 'delegations'] as const;

/** Places that the root hands to other keys. */
export function DelegationsForm({ editing }: { editing: Editing }) {
  const count = itemsAt(editing, list).length;
  const add = (): void => {
    const name = freeName(editing, count);
    editing.edit({
      kind: 'insert',
      steps: list,
      index: count,
      value: {
        name,
        paths: [`${name}/*`],
        terminating: true,
        holders: itemsAt(editing, ['tuf', 'roles', 'targets', 'holders']).slice(0, 1),
        threshold: 1,
        expires: textAt(editing, ['tuf', 'roles', 'targets', 'expires']),
      },
    });
  };
  return (
    <>
      <Faults editing={editing} steps={list} />
      {count === 0 ? <p className="hint">The plan delegates nothing.</p> : null}
      <ul className="plan-list">
        {Array.from({ length: count }, (_, index) => (
          <Delegation key={index} editing={editing} index={index} />
        ))}
      </ul>
      {editing.fixed ? null : <Button onPress={add}>Add a delegation</Button>}
    </>
  );
}

/** A name that no delegation has yet: one may have been taken out of the middle. */
function freeName(editing: Editing, count: number): string {
  const taken = new Set(
    Array.from({ length: count }, (_, index) => textAt(editing, [...list, index, 'name'])),
  );
  for (let number = count + 1; ; number += 1)
    if (!taken.has(`delegation-${number}`)) return `delegation-${number}`;
}

function Delegation({ editing, index }: { editing: Editing; index: number }) {
  const steps = [...list, index];
  const name = textAt(editing, [...steps, 'name']);
  return (
    <ListItem
      editing={editing}
      list={list}
      index={index}
      name={name === '' ? `Delegation ${index + 1}` : name}
      ordered
    >
      <FieldGroup>
        <TextField
          editing={editing}
          steps={[...steps, 'name']}
          label="Name"
          mono
          hint="It becomes a file name."
        />
        <LinesField
          editing={editing}
          steps={[...steps, 'paths']}
          label="Paths"
          hint="One a line. * and ? do not match a slash."
        />
        <ChoiceField
          editing={editing}
          steps={[...steps, 'terminating']}
          label="Terminating"
          options={yesNo}
          hint="Yes: nobody further down is asked about these paths."
        />
        <TicksField
          editing={editing}
          steps={[...steps, 'holders']}
          label="Whose keys it has"
          options={peopleOptions(editing)}
        />
        <TextField
          editing={editing}
          steps={[...steps, 'threshold']}
          label="Signatures needed"
          number
        />
        <TextField
          editing={editing}
          steps={[...steps, 'expires']}
          label="Expires"
          mono
          hint="In UTC: 2027-11-14T00:00:00Z."
        />
      </FieldGroup>
    </ListItem>
  );
}
