import { Button } from '../../components/button.tsx';
import { dutyOptions, schemeOptions } from './choices.ts';
import { itemsAt, renamed, textAt, type Editing } from './editing.ts';
import { ListItem } from './list-item.tsx';
import { freeId } from './people-in.ts';
import { TicksField } from './fields/ticks-field.tsx';
import { ChoiceField } from './fields/choice-field.tsx';
import { TextField } from './fields/text-field.tsx';
import { FieldGroup } from './fields/field.tsx';
import { Faults } from './fields/faults.tsx';

const list = ['participants'] as const;

/** Who takes part, with which duties and tokens. */
export function PeopleForm({ editing }: { editing: Editing }) {
  const count = itemsAt(editing, list).length;
  const add = (): void => {
    const id = freeId(editing, 'person');
    const value = { id, name: `Person ${id.slice('person-'.length)}`, duties: ['witness'] };
    editing.edit({ kind: 'insert', steps: list, index: count, value });
  };
  return (
    <>
      <Faults editing={editing} steps={list} />
      <ul className="plan-list">
        {Array.from({ length: count }, (_, index) => (
          <Person key={index} editing={editing} index={index} />
        ))}
      </ul>
      {editing.fixed ? null : <Button onPress={add}>Add a person</Button>}
    </>
  );
}

function Person({ editing, index }: { editing: Editing; index: number }) {
  const steps = [...list, index];
  const name = textAt(editing, [...steps, 'name']) || `Person ${index + 1}`;
  return (
    <ListItem editing={editing} list={list} index={index} name={name} ordered>
      <FieldGroup>
        <TextField editing={editing} steps={[...steps, 'name']} label="Name" />
        <TextField
          editing={editing}
          steps={[...steps, 'id']}
          label="Short name"
          mono
          hint="Small letters, digits and hyphens. It is changed wherever the plan has it."
          onSettle={(text) => editing.edit(...renamed(editing, [...steps, 'id'], text))}
        />
        <TicksField
          editing={editing}
          steps={[...steps, 'duties']}
          label="Duties"
          options={dutyOptions}
        />
        <TextField
          editing={editing}
          steps={[...steps, 'token']}
          label="Serial of the token"
          mono
          optional
          hint="As printed on its back, without gaps; practice in a rehearsal; empty for none."
        />
        <TextField
          editing={editing}
          steps={[...steps, 'formerToken']}
          label="Serial of the token before"
          mono
          optional
          hint="It signs for the version before once more. Empty for none."
        />
        <ChoiceField
          editing={editing}
          steps={[...steps, 'scheme']}
          label="Scheme of the key"
          optional
          options={schemeOptions}
          hint="Where it is another than the policy’s."
        />
      </FieldGroup>
    </ListItem>
  );
}
