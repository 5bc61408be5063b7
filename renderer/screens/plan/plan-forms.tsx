import { useState, type ReactNode } from 'react';
import { Segments } from '../../components/segments.tsx';
import type { Editing } from './editing.ts';
import { AboutForm } from './form-about.tsx';
import { DelegationsForm } from './form-delegations.tsx';
import { KeysForm } from './form-keys.tsx';
import { PeopleForm } from './form-people.tsx';
import { RolesForm } from './form-roles.tsx';
import { ScriptForm } from './form-script.tsx';
import { SendingForm } from './form-sending.tsx';

interface Part {
  readonly id: string;
  readonly label: string;
  readonly heading: string;
  /** The members whose faults are counted at this part. */
  readonly members: readonly string[];
  readonly Form: (props: { editing: Editing }) => ReactNode;
}

const parts: readonly [Part, ...Part[]] = [
  {
    id: 'about',
    label: 'Ceremony',
    heading: 'The ceremony',
    members: ['format', 'title', 'kind', 'mode', 'date', 'tuf.rootVersion'],
    Form: AboutForm,
  },
  {
    id: 'people',
    label: 'People',
    heading: 'Who takes part',
    members: ['participants'],
    Form: PeopleForm,
  },
  {
    id: 'keys',
    label: 'Keys',
    heading: 'What every key has to be',
    members: ['keys'],
    Form: KeysForm,
  },
  {
    id: 'roles',
    label: 'Roles',
    heading: 'Roles of the root',
    members: [
      'tuf.holders',
      'tuf.threshold',
      'tuf.expires',
      'tuf.consistentSnapshot',
      'tuf.roles',
      'tuf.online',
    ],
    Form: RolesForm,
  },
  {
    id: 'delegations',
    label: 'Delegations',
    heading: 'What is handed to other keys',
    members: ['tuf.delegations'],
    Form: DelegationsForm,
  },
  { id: 'script', label: 'Script', heading: 'The script', members: ['script'], Form: ScriptForm },
  {
    id: 'sending',
    label: 'Sending',
    heading: 'How work goes, and where it is published',
    members: ['transfer', 'publication'],
    Form: SendingForm,
  },
];

/** How many things are wrong in the members of a part. */
function faultsIn({ draft }: Editing, { members }: Part): number {
  return draft.problems.filter(({ steps }) =>
    members.some((member) => {
      const path = steps.join('.');
      return path === member || path.startsWith(`${member}.`);
    }),
  ).length;
}

/** The plan as forms, a part at a time. They show what the text says, and change it. */
export function PlanForms({ editing }: { editing: Editing }) {
  const [chosen, setChosen] = useState('about');
  const { heading, Form } = parts.find(({ id }) => id === chosen) ?? parts[0];
  return (
    <section className="plan-forms" aria-label="The plan as forms">
      <Segments
        legend="Part of the plan"
        look="chips"
        options={parts.map((part) => {
          const faults = faultsIn(editing, part);
          return {
            value: part.id,
            label: faults === 0 ? part.label : `${part.label}: ${faults} to correct`,
          };
        })}
        value={chosen}
        onChange={setChosen}
      />
      <div className="card pad">
        <h2>{heading}</h2>
        {editing.draft.tree === null ? (
          <p className="hint">
            The text cannot be read. Correct it, or undo the last change: then the forms show the
            plan again.
          </p>
        ) : (
          <Form editing={editing} />
        )}
      </div>
    </section>
  );
}
