import type { PlanSteps } from '../../../src/ceremony/plan-edit/plan-value.ts';
import { Button } from '../../components/button.tsx';
import { peopleAndKeys, peopleOptions, schemeOptions, yesNo } from './choices.ts';
import { itemsAt, renamed, textAt, type Editing } from './editing.ts';
import { ListItem } from './list-item.tsx';
import { freeId } from './people-in.ts';
import { TicksField } from './fields/ticks-field.tsx';
import { ChoiceField } from './fields/choice-field.tsx';
import { TextField } from './fields/text-field.tsx';
import { FieldGroup } from './fields/field.tsx';

const online = ['tuf', 'online'] as const;

/** Who holds which role, how many have to sign, and until when it is good. */
export function RolesForm({ editing }: { editing: Editing }) {
  const keyholders = peopleOptions(editing, 'keyholder');
  return (
    <>
      <Role editing={editing} steps={['tuf']} name="Root" options={keyholders} />
      <ChoiceField
        editing={editing}
        steps={['tuf', 'consistentSnapshot']}
        label="Published names carry versions"
        options={yesNo}
        hint="Consistent snapshots: clients that read while you publish see one state."
      />
      <Role
        editing={editing}
        steps={['tuf', 'roles', 'targets']}
        name="Targets"
        options={peopleOptions(editing)}
      />
      <Role
        editing={editing}
        steps={['tuf', 'roles', 'snapshot']}
        name="Snapshot"
        options={peopleAndKeys(editing)}
      />
      <Role
        editing={editing}
        steps={['tuf', 'roles', 'timestamp']}
        name="Timestamp"
        options={peopleAndKeys(editing)}
      />
      <OnlineKeys editing={editing} />
    </>
  );
}

export function Role({
  editing,
  steps,
  name,
  options,
}: {
  editing: Editing;
  steps: PlanSteps;
  name: string;
  options: readonly (readonly [string, string])[];
}) {
  const count = itemsAt(editing, [...steps, 'holders']).length;
  return (
    <section className="plan-role">
      <h3>{name}</h3>
      <FieldGroup>
        <TicksField
          editing={editing}
          steps={[...steps, 'holders']}
          label={`Whose keys ${name} has`}
          options={options}
        />
        <TextField
          editing={editing}
          steps={[...steps, 'threshold']}
          label={`Signatures needed for ${name}`}
          number
          hint={`Of ${count} ${count === 1 ? 'key' : 'keys'}.`}
        />
        <TextField
          editing={editing}
          steps={[...steps, 'expires']}
          label={`${name} expires`}
          mono
          hint="In UTC: 2027-11-14T00:00:00Z."
        />
      </FieldGroup>
    </section>
  );
}

/** Keys that sign snapshot and timestamp without a person. */
function OnlineKeys({ editing }: { editing: Editing }) {
  const count = itemsAt(editing, online).length;
  const add = (): void =>
    editing.edit({
      kind: 'insert',
      steps: online,
      index: count,
      value: { kind: 'file', id: freeId(editing, 'online') },
    });
  return (
    <section className="plan-role">
      <h3>Keys that sign without a person</h3>
      <ul className="plan-list">
        {Array.from({ length: count }, (_, index) => (
          <OnlineKey key={index} editing={editing} index={index} />
        ))}
      </ul>
      {editing.fixed ? null : <Button onPress={add}>Add an online key</Button>}
    </section>
  );
}

function OnlineKey({ editing, index }: { editing: Editing; index: number }) {
  const steps = [...online, index];
  const id = textAt(editing, [...steps, 'id']);
  const kind = textAt(editing, [...steps, 'kind']);
  return (
    <ListItem
      editing={editing}
      list={online}
      index={index}
      name={id === '' ? `Online key ${index + 1}` : id}
      optional
    >
      <FieldGroup>
        <TextField
          editing={editing}
          steps={[...steps, 'id']}
          label="Short name"
          mono
          onSettle={(text) => editing.edit(...renamed(editing, [...steps, 'id'], text))}
        />
        <ChoiceField
          editing={editing}
          steps={[...steps, 'kind']}
          label="Where it is kept"
          options={[
            ['token', 'On a token'],
            ['file', 'In a key file for this alone'],
          ]}
        />
        {kind === 'file' && textAt(editing, [...steps, 'token']) === '' ? null : (
          <TextField
            editing={editing}
            steps={[...steps, 'token']}
            label="Serial of its token"
            mono
            optional={kind === 'file'}
          />
        )}
        <TextField
          editing={editing}
          steps={[...steps, 'spkiSha256']}
          label="Digest of its public key"
          mono
          optional
          hint="64 hexadecimal digits. A real ceremony needs that of a key file."
        />
        <ChoiceField
          editing={editing}
          steps={[...steps, 'scheme']}
          label="Scheme"
          optional
          options={schemeOptions}
        />
      </FieldGroup>
    </ListItem>
  );
}
